import { type ScoreResult, type IndicatorResult } from '../../model/result.ts';
import { indicatorById } from '../indicators/index.ts';

const MOST_PLAYS = 3;

type Play = NonNullable<ScoreResult['playbook']>['plays'][number];

/** Plays for the indicators that cost the most points (weight × points missing), costliest first. */
export function playsFor(indicators: readonly IndicatorResult[]): Play[] {
  return indicators
    .filter((each) => costOf(each) > 0)
    .toSorted((a, b) => costOf(b) - costOf(a))
    .slice(0, MOST_PLAYS)
    .flatMap((each) => playOf(each));
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
