import type { Locale } from '../../model/bands.ts';
import type { ScoreResult } from '../../model/result.ts';
import { type Cost, topCosts } from '../explain/index.ts';
import { indicatorById } from '../indicators/index.ts';
import { numberWords, pluralWords } from './format.ts';
import { type IndicatorLookup, indicatorTitle } from './indicators.ts';

const REASONS = 3;

/**
 * The `count` costliest reasons why the score is not 100, costliest first, each as indicator, value in plain words and
 * points lost: `Seats in use: 8 of 20 seats (−6 points)`. Empty when nothing is known or nothing is wrong.
 */
export function topRisks(
  result: Pick<ScoreResult, 'indicators'>,
  locale: Locale,
  count = REASONS,
  lookup: IndicatorLookup = indicatorById,
): string[] {
  return topCosts(result, count).map((cost) => riskSentence(cost, locale, lookup));
}

function riskSentence({ indicator, points }: Cost, locale: Locale, lookup: IndicatorLookup): string {
  const title = indicatorTitle(indicator.id, locale, lookup);
  const value =
    indicator.value === null ? undefined : lookup(indicator.id)?.describe(indicator.value, locale);
  const described = value === undefined || value === '' ? title : `${title}: ${value}`;
  return `${described} (${pointsLost(points, locale)})`;
}

/** Whole points from 1 on, tenths below; never `0 points` for something that costs. */
function pointsLost(points: number, locale: Locale): string {
  const shown = points >= 0.95 ? Math.round(points) : Math.max(0.1, Math.round(points * 10) / 10);
  const forms = locale === 'es' ? { one: 'punto', other: 'puntos' } : { one: 'point', other: 'points' };
  return `${numberWords(-shown, locale, 1)} ${pluralWords(shown, locale, forms)}`;
}
