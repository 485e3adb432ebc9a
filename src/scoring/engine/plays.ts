import type { ScoreResult, IndicatorResult } from '../../model/result.ts';
import { indicatorById } from '../indicators/index.ts';

const MOST_PLAYS = 3;

type Play = NonNullable<ScoreResult['playbook']>['plays'][number];

/** Plays for the indicators that cost the most points (weight × points missing), costliest first. */
export function playsFor(indicators: readonly IndicatorResult[]): Play[] {
  const costliest: IndicatorResult[] = [];
  for (const candidate of indicators) {
    const cost = costOf(candidate);
    if (cost <= 0) continue;
    let place = costliest.length;
    while (place > 0 && costOf(costliest[place - 1] ?? candidate) < cost) place -= 1;
    if (place >= MOST_PLAYS) continue;
    costliest.splice(place, 0, candidate);
    if (costliest.length > MOST_PLAYS) costliest.pop();
  }
  return costliest.flatMap(playOf);
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
