import type { EarlyWarning, Locale } from '../../model/bands.ts';
import type { ScoreResult } from '../../model/result.ts';
import { numberWords, pluralWords } from './format.ts';
import { dimensionName, insideSentence } from './names.ts';

/** What the sentences take from a result. */
export type WarningFacts = Readonly<Pick<ScoreResult, 'delta30d'>> & {
  readonly dimensions: readonly Readonly<Pick<ScoreResult['dimensions'][number], 'id' | 'score'>>[];
};
type Sentence = (facts: WarningFacts) => string;

const SENTENCES: Readonly<Record<EarlyWarning, Readonly<Record<Locale, Sentence>>>> = {
  'rapid-decline': {
    en: (facts) => `Score fell ${fallen(facts, 'en')} in 30 days`,
    es: (facts) => `La puntuación cayó ${fallen(facts, 'es')} en 30 días`,
  },
  'usage-drop': {
    en: () => 'Usage fell sharply in two months',
    es: () => 'El uso cayó mucho en dos meses',
  },
  'satisfied-but-declining': {
    en: () => 'Satisfied in the survey, but using the product far less',
    es: () => 'Satisfecho en la encuesta, pero usa mucho menos el producto',
  },
  'dimension-disagreement': {
    en: (facts) => disagreement(facts, 'en', { parts: 'Parts of the score', and: 'and', verb: 'disagree' }),
    es: (facts) =>
      disagreement(facts, 'es', { parts: 'Partes de la puntuación', and: 'y', verb: 'no concuerdan' }),
  },
  'key-user-at-risk': {
    en: () => 'A key user is at risk',
    es: () => 'Un usuario clave está en riesgo',
  },
  'contraction-request': {
    en: () => 'Asked to reduce the contract',
    es: () => 'Pidió reducir el contrato',
  },
  'expansion-candidate': {
    en: () => 'Candidate for expansion',
    es: () => 'Candidato a expansión',
  },
};

function fallen({ delta30d }: WarningFacts, locale: Locale): string {
  const points = Math.abs(delta30d ?? 0);
  const forms = locale === 'es' ? { one: 'punto', other: 'puntos' } : { one: 'point', other: 'points' };
  const rounded = Math.round(points);
  return `${numberWords(rounded, locale)} ${pluralWords(rounded, locale, forms)}`;
}

interface DisagreementWords {
  /** Instead of names, where fewer than two dimensions are known. */
  readonly parts: string;
  readonly and: string;
  readonly verb: string;
}

/** The highest and the lowest scored dimension with their scores. */
function disagreement(facts: WarningFacts, locale: Locale, { parts, and, verb }: DisagreementWords): string {
  const scored = facts.dimensions.flatMap(({ id, score }) =>
    score === null ? [] : [{ name: dimensionName(id, locale), score }],
  );
  const [high, ...lower] = scored.sort((a, b) => b.score - a.score);
  const low = lower.at(-1);
  if (high === undefined || low === undefined) return `${parts} ${verb}`;
  const [highest, lowest] = [high, low].map(({ score }) => numberWords(score, locale));
  return `${high.name} ${and} ${insideSentence(low.name)} ${verb} (${highest} / ${lowest})`;
}

/** An early warning in words, with the numbers that the result has for it. */
export function warningSentence(warning: EarlyWarning, facts: WarningFacts, locale: Locale): string {
  return SENTENCES[warning][locale](facts);
}
