import { dayNumber } from '../../model/day.ts';
import type { RelationshipSignals } from '../../model/signals.ts';
import { hourNumber } from './hour-number.ts';

/** The latest NPS answer up to the as-of day; of several at the same instant the lowest. Null without one. */
export function latestNps(surveys: RelationshipSignals['surveys'], today: number): number | null {
  let score: number | null = null;
  let at = Number.NEGATIVE_INFINITY;
  for (const survey of surveys ?? []) {
    if (survey.kind !== 'nps' || dayNumber(survey.at) > today) continue;
    const instant = hourNumber(survey.at);
    if (instant > at || (instant === at && survey.score < (score ?? survey.score))) {
      score = survey.score;
      at = instant;
    }
  }
  return score;
}
