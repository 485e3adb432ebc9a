import type { ScoreResult, IndicatorResult } from '../../model/result.ts';
import { indicatorById } from '../indicators/index.ts';

const MOST_PLAYS = 3;

type Play = NonNullable<ScoreResult['playbook']>['plays'][number];

/** Plays for the indicators that cost the most points (weight × points missing), costliest first. */
export function playsFor(indicators: readonly IndicatorResult[]): Play[] {
  const costs = indicators.map(costOf);
  const plays: Play[] = [];
  for (let rank = 0; rank < MOST_PLAYS; rank += 1) {
    const indicator = indicators[takeHighest(costs)];
    if (indicator === undefined) break;
    plays.push(...playOf(indicator));
  }
  return plays;
}

/** Place of the highest number above 0, the first of equals, which is then taken out; -1 when there is none. */
function takeHighest(numbers: number[]): number {
  let highest = 0;
  let found = -1;
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] ?? 0;
    if (number <= highest) continue;
    highest = number;
    found = place;
  }
  if (found !== -1) numbers[found] = 0;
  return found;
}

/** Points that the indicator keeps from the raw score. */
export function costOf({ weight, contribution }: IndicatorResult): number {
  return weight * 100 - contribution;
}

function playOf({ id, value }: IndicatorResult): Play[] {
  const indicator = indicatorById(id);
  if (indicator === undefined) return [];
  return [{ id: indicator.playFor?.(value ?? {}) ?? indicator.plays[0], indicator: id }];
}
