import type { Locale } from '../../model/bands.ts';
import type { ScoreResult } from '../../model/result.ts';
import { numberWords, percentWords } from './format.ts';

type CoverageFacts = Readonly<Pick<ScoreResult, 'coverage' | 'provisional' | 'score'>> & {
  readonly indicators: readonly Readonly<Pick<ScoreResult['indicators'][number], 'state'>>[];
};

/**
 * `93 % of the model has data (2 of 18 unknown)`. Indicators that do not apply to the company are not counted. The
 * percentage is rounded down, so that 100 % means everything. A provisional or missing score says so first.
 */
export function coverageSentence(facts: CoverageFacts, locale: Locale): string {
  const applicable = facts.indicators.filter(({ state }) => state !== 'not-applicable');
  const unknown = applicable.filter(({ state }) => state !== 'scored').length;
  const share = percentWords(Math.floor(facts.coverage * 100 + ROUNDING_DUST) / 100, locale);
  const counts = { unknown: numberWords(unknown, locale), all: numberWords(applicable.length, locale) };
  const sentence = SENTENCES[locale](share, unknown === 0 ? null : counts);
  return facts.provisional || facts.score === null ? `${NOT_ENOUGH[locale]}: ${sentence}` : sentence;
}

/** Weights that add up to 0.9299999999999999 are 93 %. */
const ROUNDING_DUST = 1e-9;

const NOT_ENOUGH: Readonly<Record<Locale, string>> = { en: 'Not enough data', es: 'Datos insuficientes' };

type Sentence = (share: string, counts: { unknown: string; all: string } | null) => string;

const SENTENCES: Readonly<Record<Locale, Sentence>> = {
  en: (share, counts) =>
    `${share} of the model has data${counts === null ? '' : ` (${counts.unknown} of ${counts.all} unknown)`}`,
  es: (share, counts) =>
    `${share} del modelo tiene datos${counts === null ? '' : ` (${counts.unknown} de ${counts.all} sin datos)`}`,
};
