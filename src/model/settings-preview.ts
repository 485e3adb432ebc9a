/** How well a score would have told who leaves. Null: too few red scores, or nothing to compare. */
export interface BacktestFigures {
  /** Chance that a customer about to leave scores lower than one who stays, 0–1. */
  readonly auc: number | null;
  /** How many times the average share red scores lose. */
  readonly redMultiple: number | null;
  /** Of the customers who left, those below green so many days before. */
  readonly belowGreen: number;
}

/**
 * - `never-scored`: there are no stored scores yet
 * - `other-model`: the stored scores were measured for another model
 * - `too-few-lost`: not enough customers have left
 * - `out-of-time`: not enough of those who left were reached in the time there was
 */
export type BacktestMissing = 'never-scored' | 'other-model' | 'too-few-lost' | 'out-of-time';

/** The settings in force and the changed ones, judged on the same past scores of the same customers. */
export interface BacktestPreview {
  /** Why there are no figures; null when there are. */
  readonly missing: BacktestMissing | null;
  /** Days ahead at which both are judged. */
  readonly days: number;
  readonly customers: number;
  /** Whether these are all customers; false when the time ran out, and they are a sample. */
  readonly whole: boolean;
  /** Past scores judged. */
  readonly scores: number;
  /** Customers who left and had a score so many days before. */
  readonly lost: number;
  /** Fewest lost customers that allow figures. */
  readonly leastLost: number;
  readonly before: BacktestFigures | null;
  readonly after: BacktestFigures | null;
  /** Between which gains of AUC 95 of 100 repetitions lie; null where it is not known. */
  readonly gain: { readonly low: number; readonly high: number } | null;
}
