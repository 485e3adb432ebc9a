import type { Locale, Localised } from '../../model/bands.ts';
import type { ChangeTerm } from '../../model/breakdown.ts';
import type { Day } from '../../model/day.ts';
import { dayWords, signedWords } from './format.ts';
import { type IndicatorLookup, indicatorTitle } from './indicators.ts';
import { insideSentence } from './names.ts';
import { roundHalfAway, roundToTotal } from './round-terms.ts';

/** One reason of a change as people see it. */
export interface ChangePart {
  /** The term's id; `other` for everything that got no line of its own. */
  readonly id: string;
  readonly label: string;
  /** Whole points, never 0. All parts of a change add up to its rounded total. */
  readonly points: number;
}

type CauseKind = Exclude<ChangeTerm['kind'], 'indicator'> | 'other';

const CAUSES: Readonly<Record<CauseKind, Localised>> = {
  coverage: { en: 'data coverage', es: 'cobertura de datos' },
  cap: { en: 'score limits', es: 'límites de la puntuación' },
  'model-change': { en: 'new model', es: 'modelo nuevo' },
  other: { en: 'other', es: 'otros' },
};

/** Terms that get a line of their own unless asked otherwise. */
const SHOWN = 3;

/**
 * The largest terms, and one part `other` for the rest, in whole points that add up to the rounded sum of all terms.
 * A change of the model always gets a line of its own. Parts that come to 0 points are left out.
 */
export function changeParts(
  terms: readonly ChangeTerm[],
  locale: Locale,
  lookup: IndicatorLookup,
  shown = SHOWN,
): ChangePart[] {
  const largest = [...terms].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const first = largest.filter((term) => term.kind === 'model-change');
  const own = [...first, ...largest.filter((term) => term.kind !== 'model-change')].slice(0, shown);
  const rest = terms.filter((term) => !own.includes(term)).reduce((sum, term) => sum + term.points, 0);
  const rounded = roundToTotal([...own.map((term) => term.points), rest]);
  const parts = own.map((term, index) => ({
    id: term.id,
    label: labelOf(term, locale, lookup),
    points: rounded[index] ?? 0,
  }));
  const other = { id: 'other', label: CAUSES.other[locale], points: rounded[own.length] ?? 0 };
  return [...parts, other].filter((part) => part.points !== 0);
}

function labelOf(term: ChangeTerm, locale: Locale, lookup: IndicatorLookup): string {
  if (term.kind !== 'indicator') return CAUSES[term.kind][locale];
  return insideSentence(indicatorTitle(term.id, locale, lookup));
}

/** A change of score as `HealthBreakdown.change` holds it. */
export interface Change {
  readonly since: Day;
  readonly terms: readonly ChangeTerm[];
}

/**
 * `−9 since 3 October: seats in use −6, payment −4, survey answers +1`. The shown parts add up to the shown total.
 * The year is added when it is not the year of `today`.
 */
export function changeSentence(change: Change, locale: Locale, today: Day, lookup: IndicatorLookup): string {
  const total = roundHalfAway(change.terms.reduce((sum, term) => sum + term.points, 0));
  const since = `${SINCE[locale]} ${dayWords(change.since, locale, today)}`;
  const head = total === 0 ? `${NO_CHANGE[locale]} ${since}` : `${signedWords(total, locale)} ${since}`;
  const parts = changeParts(change.terms, locale, lookup);
  const reasons = parts.map((part) => `${part.label} ${signedWords(part.points, locale)}`).join(', ');
  return reasons === '' ? head : `${head}: ${reasons}`;
}

const SINCE: Localised = { en: 'since', es: 'desde el' };
const NO_CHANGE: Localised = { en: 'No change', es: 'Sin cambios' };
