import { type OutcomeModel } from '../../model/proof.ts';
import { brierScore, type CalibrationBin, calibrationCurve, calibrationError } from '../calibration.ts';
import { type Feature, scaleOf, standardise } from './design.ts';
import { fitFast } from './fit-fast.ts';
import { LEAST_EVENTS } from './fit-table.ts';
import { makeFolds } from './folds.ts';
import { predict } from './predict.ts';

/** Standard errors by which unseen customers must be predicted better than by the base rate. */
const SURE = 2;
/** Largest mean distance between predicted and observed share, relative to the base rate, that counts as calibrated. */
const WORST_CALIBRATION = 0.5;

export interface OutcomeRows {
  readonly features: readonly Feature[];
  /** 1: it happened (a loss, an expansion). By row. */
  readonly labels: Uint8Array;
  readonly customers: readonly string[];
}

/** A model whose probabilities may be shown, with the proof. */
export interface EarnedProbability {
  readonly earned: true;
  readonly events: number;
  /** On customers the model did not see. */
  readonly brier: number;
  readonly brierOfBaseRate: number;
  readonly calibration: readonly CalibrationBin[];
  readonly model: OutcomeModel;
}

/** No probability may be shown, and why. */
export interface UnearnedProbability {
  readonly earned: false;
  readonly reason: 'too-few-events' | 'no-better-than-base-rate' | 'not-calibrated';
  readonly events: number;
  readonly brier: number | null;
  readonly brierOfBaseRate: number | null;
}

/**
 * Learns the probability of an outcome, or says why none may be shown: it takes 30 customers with the outcome and 30
 * without, a Brier score on unseen customers surely below that of the base rate, and predictions that agree with
 * what happened. Never invented: callers show nothing where it is not earned.
 */
export function earnProbability(
  { features, labels, customers }: OutcomeRows,
  c = 1,
): EarnedProbability | UnearnedProbability {
  const happened = new Set(customers.filter((_, row) => labels[row] === 1)).size;
  const others = new Set(customers).size - happened;
  const few = { earned: false as const, reason: 'too-few-events' as const, events: happened };
  if (happened < LEAST_EVENTS || others < LEAST_EVENTS) return { ...few, brier: null, brierOfBaseRate: null };
  const usable = features.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  const probabilities = new Float64Array(labels.length);
  for (const { training, held } of makeFolds(labels, null, customers)) {
    const { model, scales } = learn(usable, labels, training, c);
    const predicted = predict(model, standardise(usable, scales, held));
    for (const [position, row] of held.entries()) probabilities[row] = predicted[position]!;
  }
  const baseRate = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  const brier = brierScore(probabilities, labels) ?? 1;
  const brierOfBaseRate = baseRate * (1 - baseRate);
  const figures = { events: happened, brier, brierOfBaseRate };
  if (!isSurelyBetter(probabilities, labels, customers, baseRate))
    return { earned: false, reason: 'no-better-than-base-rate', ...figures };
  const calibration = calibrationCurve(probabilities, labels);
  if ((calibrationError(calibration) ?? 1) > WORST_CALIBRATION * baseRate) {
    return { earned: false, reason: 'not-calibrated', ...figures };
  }
  const { model, scales } = learn(usable, labels, Uint32Array.from(labels.keys()), c);
  return {
    earned: true,
    ...figures,
    calibration,
    model: {
      intercept: model.intercept,
      terms: usable.map(({ name }, index) => ({
        name,
        coefficient: model.coefficients[index]!,
        ...scales[index]!,
      })),
    },
  };
}

/** Whether squared errors fall below the base rate's by more than chance allows, each customer counting as one draw. */
function isSurelyBetter(
  probabilities: Float64Array,
  labels: Uint8Array,
  customers: readonly string[],
  baseRate: number,
): boolean {
  const gains = new Map<string, number>();
  for (const [row, customer] of customers.entries()) {
    const gain = (baseRate - labels[row]!) ** 2 - (probabilities[row]! - labels[row]!) ** 2;
    gains.set(customer, (gains.get(customer) ?? 0) + gain);
  }
  const values = [...gains.values()];
  const mean = values.reduce((sum, gain) => sum + gain, 0) / values.length;
  const variance = values.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (values.length - 1);
  return mean > SURE * Math.sqrt(variance / values.length);
}

function learn(features: readonly Feature[], labels: Uint8Array, rows: Uint32Array, c: number) {
  const scales = features.map((feature) => scaleOf(feature, rows));
  const outcomes = Uint8Array.from(rows, (row) => labels[row]!);
  return { scales, model: fitFast(standardise(features, scales, rows), outcomes, { c }) };
}

/** Probability of the outcome for one customer; a value that is not known counts as the mean. */
export function probabilityFor(
  { intercept, terms }: OutcomeModel,
  valueOf: (name: string) => number | null,
): number {
  const linear = terms.reduce((sum, { name, coefficient, mean, deviation }) => {
    const value = valueOf(name);
    return value === null ? sum : sum + (coefficient * (value - mean)) / deviation;
  }, intercept);
  return 1 / (1 + Math.exp(-linear));
}
