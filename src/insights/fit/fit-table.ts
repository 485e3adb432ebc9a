import { AppError } from '../../errors.ts';
import { brierScore, type CalibrationBin, calibrationCurve } from '../calibration.ts';
import { rocAuc } from '../ranking.ts';
import { type Feature, type Scale, scaleOf, standardise } from './design.ts';
import { type Fold, makeFolds } from './folds.ts';
import { fitFast } from './fit-fast.ts';
import { type LogisticModel } from './logistic.ts';
import { predict } from './predict.ts';

/** Fewest events a fit may rest on (S0). Below it any weight is noise. */
export const LEAST_EVENTS = 30;

export interface FitInput {
  readonly features: readonly Feature[];
  /** 1: the event (say, churn). */
  readonly labels: Uint8Array;
  /** Fold of each row; null: made here. */
  readonly folds: readonly string[] | null;
  /** Customer of each row; null: each row is one. */
  readonly customers: readonly string[] | null;
}

export interface FitOptions {
  readonly c: number;
  readonly leastEvents?: number;
}

export interface FitReport {
  readonly intercept: number;
  /** On features with mean 0 and population standard deviation 1, by name. */
  readonly coefficients: Readonly<Record<string, number>>;
  /** Over all rows, each predicted by the model that did not see it. */
  readonly auc: number | null;
  readonly brier: number | null;
  /** ROC AUC of each fold; null for a fold with one outcome. */
  readonly folds: readonly (number | null)[];
  readonly n: number;
  readonly events: number;
  readonly gradientNorm: number;
  /** Brier score of always predicting the base rate: what `brier` has to beat. */
  readonly brierOfBaseRate: number;
  /** The model judged on the rows it was fitted on: always flattering. */
  readonly inSample: { readonly auc: number | null; readonly brier: number | null };
  readonly calibration: readonly CalibrationBin[];
  readonly standardisation: Readonly<Record<string, Scale>>;
  /** What was odd about the table and how it was handled. */
  readonly notes: readonly string[];
}

/**
 * L2 logistic regression of an event on the columns of a table, with honest figures: every row is judged by a model
 * fitted without it (and without its customer), standardisation included.
 * @throws AppError `input-invalid` when there are too few events or non-events, no usable column, or a column whose
 *   numbers are too large to compute with.
 */
export function fitTable(input: FitInput, { c, leastEvents = LEAST_EVENTS }: FitOptions): FitReport {
  const { labels } = input;
  const events = labels.reduce((sum, label) => sum + label, 0);
  assertEnough(events, labels.length - events, leastEvents);
  const { features, notes } = usableFeatures(input.features);
  const all = Uint32Array.from({ length: labels.length }, (_, row) => row);
  const scales = features.map((feature) => checkedScale(feature, all));
  const design = standardise(features, scales, all);
  const full = fitFast(design, labels, { c });
  const folds = makeFolds(labels, input.folds, input.customers);
  const outside = outOfFold(features, labels, folds, c, full);
  const inside = predict(full, design);
  const baseRate = events / labels.length;
  return {
    intercept: full.intercept,
    coefficients: byName(features, (index) => full.coefficients[index]!),
    auc: rocAuc(outside, labels, 'higher-is-positive'),
    brier: brierScore(outside, labels),
    folds: folds.map(({ held }) => rocAuc(pick(outside, held), pick(labels, held), 'higher-is-positive')),
    n: labels.length,
    events,
    gradientNorm: full.gradientNorm,
    brierOfBaseRate: baseRate * (1 - baseRate),
    inSample: { auc: rocAuc(inside, labels, 'higher-is-positive'), brier: brierScore(inside, labels) },
    calibration: calibrationCurve(outside, labels),
    standardisation: byName(features, (index) => scales[index]!),
    notes: [...notes, ...oddities(features, design.columns)],
  };
}

function assertEnough(events: number, others: number, least: number): void {
  if (events >= least && others >= least) return;
  const [few, what] = events < least ? [events, 'events'] : [others, 'rows without the event'];
  throw new AppError(
    'input-invalid',
    `Not enough to learn from: ${few} ${what}, at least ${least} are needed. ` +
      'With fewer, the weights would be noise; keep the current ones and come back when more is known.',
    { details: { events, others, least } },
  );
}

function usableFeatures(features: readonly Feature[]): { features: Feature[]; notes: string[] } {
  const notes: string[] = [];
  const usable = features.filter(({ name, values }) => {
    const missing = values.reduce((sum, value) => sum + Number(Number.isNaN(value)), 0);
    if (missing === values.length) notes.push(`${name}: left out, it has no value in any row`);
    else if (missing > 0)
      notes.push(`${name}: ${missing} of ${values.length} values are missing and take the mean`);
    return missing < values.length;
  });
  if (usable.length > 0) return { features: usable, notes };
  throw new AppError('input-invalid', 'There is no numeric column to fit on.');
}

function checkedScale(feature: Feature, rows: Uint32Array): Scale {
  const scale = scaleOf(feature, rows);
  if (Number.isFinite(scale.mean) && Number.isFinite(scale.deviation) && scale.deviation > 0) return scale;
  throw new AppError(
    'input-invalid',
    `Column ${feature.name}: its numbers are too large or too small to standardise; rescale it.`,
  );
}

/** Each row's probability by the model of the fold that left it out. */
function outOfFold(
  features: readonly Feature[],
  labels: Uint8Array,
  folds: readonly Fold[],
  c: number,
  start: LogisticModel,
): Float64Array {
  const probabilities = new Float64Array(labels.length);
  for (const { name, training, held } of folds) {
    const outcomes = pick(labels, training);
    if (!outcomes.includes(0) || !outcomes.includes(1)) {
      throw new AppError(
        'input-invalid',
        `Fold ${name}: without it only one outcome is left to learn from. Spread both outcomes over the folds.`,
      );
    }
    const scales = features.map((feature) => scaleOf(feature, training));
    const model = fitFast(standardise(features, scales, training), outcomes, { c, start });
    const predicted = predict(model, standardise(features, scales, held));
    for (const [position, row] of held.entries()) probabilities[row] = predicted[position]!;
  }
  return probabilities;
}

function oddities(features: readonly Feature[], columns: readonly Float64Array[]): string[] {
  const notes: string[] = [];
  for (const [index, column] of columns.entries()) {
    const name = features[index]!.name;
    if (column.every((value) => value === 0)) {
      notes.push(`${name}: it has the same value in every row, so its coefficient is 0`);
      continue;
    }
    const twin = columns.findIndex((other, earlier) => earlier < index && isSameUpToSign(column, other));
    if (twin >= 0)
      notes.push(`${name}: says the same as ${features[twin]!.name}; the two share one effect between them`);
  }
  return notes;
}

function isSameUpToSign(column: Float64Array, other: Float64Array): boolean {
  const sign = Math.sign(column[0]! * other[0]!);
  return column.every((value, row) => Math.abs(value - sign * other[row]!) < 1e-9);
}

function byName<Value>(features: readonly Feature[], value: (index: number) => Value): Record<string, Value> {
  return Object.fromEntries(features.map(({ name }, index) => [name, value(index)]));
}

function pick<Numbers extends Float64Array | Uint8Array>(values: Numbers, rows: Uint32Array): Numbers {
  const picked = values.slice(0, rows.length) as Numbers;
  for (let position = 0; position < rows.length; position += 1) picked[position] = values[rows[position]!]!;
  return picked;
}
