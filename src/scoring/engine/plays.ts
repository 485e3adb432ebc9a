import type { ScoreResult, IndicatorResult } from '../../model/result.ts';
import { indicatorById } from '../indicators/index.ts';

const MOST_PLAYS = 3;

type Play = NonNullable<ScoreResult['playbook']>['plays'][number];

/** Plays for the indicators that cost the most points (weight × points missing), costliest first. */
export function playsFor(indicators: readonly IndicatorResult[]): Play[] {
  const costliest: { readonly indicator: IndicatorResult; readonly cost: number }[] = [];
  for (const indicator of indicators) {
    const cost = costOf(indicator);
    if (cost <= (costliest[MOST_PLAYS - 1]?.cost ?? 0)) continue;
    let place = costliest.length;
    while (place > 0 && (costliest[place - 1]?.cost ?? 0) < cost) place -= 1;
    costliest.splice(place, 0, { indicator, cost });
    if (costliest.length > MOST_PLAYS) costliest.pop();
  }
  return costliest.flatMap(({ indicator }) => playOf(indicator));
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
