import type { Locale, Localised } from '../../model/bands.ts';
import type { CompanySignals } from '../../model/signals.ts';
import type { ScoringContext } from '../facts/context.ts';
import type { Params, ParamShape, ParamsOf } from '../params.ts';

/** Facts behind a score, by name; the units are in each indicator's docstring. */
export type IndicatorValue = Readonly<Record<string, number | string | boolean | null>>;

export type Measurement =
  | { readonly state: 'scored'; readonly score: number; readonly value: IndicatorValue }
  | { readonly state: 'no-data' }
  | { readonly state: 'not-applicable'; readonly reason: string }
  | { readonly state: 'error'; readonly reason: string };

/**
 * One pure function of a company's signals. Files in this folder import neither zod nor anything that does, so
 * that cards can take titles and words from here at little cost.
 */
export interface Indicator<Shape extends ParamShape = ParamShape> {
  readonly id: string;
  readonly title: Localised;
  /** Why it matters, in one sentence. */
  readonly why: Localised;
  /** What good looks like. */
  readonly target: Localised;
  /** What data it needs; the reason when there is none. */
  readonly needs: Localised;
  /** Seed article of the rubric (`S0` … `S4`), or `Pulso` for control points of this project. */
  readonly source: string;
  /** Section of the signals it reads. */
  readonly section: string;
  /** Names of the numbers and curves that a model must give it. */
  readonly params: Shape;
  /** Every play it can call for; the first is the usual one. */
  readonly plays: readonly [string, ...string[]];
  /** The play for this value; without it the first one. */
  playFor?(value: IndicatorValue): string;
  /** Throws when a value is impossible; the engine turns that into the state `error`. */
  measure(signals: CompanySignals, context: ScoringContext, params: ParamsOf<Shape>): Measurement;
  /** The value in plain words, for example "14 of 20 seats". */
  describe(value: IndicatorValue, locale: Locale): string;
}

/** An indicator in a list, where the shape of its parameters no longer matters. */
export type AnyIndicator = Omit<Indicator, 'measure'> & {
  measure(signals: CompanySignals, context: ScoringContext, params: Params): Measurement;
};

/** The source has nothing for this company. */
export const NO_DATA: Measurement = { state: 'no-data' };

export function scored(score: number, value: IndicatorValue): Measurement {
  return { state: 'scored', score, value };
}
