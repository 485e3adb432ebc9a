/** Day number that stands for "still a customer". */
export const STAYED = 0x7fffffff;

/**
 * Scores of many customers on many days, with what became of the customers: column by column, for a book of 100,000
 * customers over two years has millions of rows. `NaN` stands for a value that is not known.
 */
export interface Panel {
  readonly companies: readonly string[];
  readonly segments: readonly string[];
  /** Day numbers on which each company was lost; {@link STAYED} for those that were not. By company. */
  readonly lostOn: Int32Array;
  readonly rows: number;
  /** Position in `companies`. By row, like everything below. */
  readonly company: Uint32Array;
  /** Position in `segments`. */
  readonly segment: Uint16Array;
  /** Day number of the score. */
  readonly asOf: Int32Array;
  readonly score: Float64Array;
  readonly arr: Float64Array;
  /** The customer success manager's own judgement, higher is better. */
  readonly pulse: Float64Array;
  readonly daysSinceLastLogin: Float64Array;
  /** Rows left out when the panel was built, with the reason. */
  readonly leftOut: LeftOut;
}

export interface LeftOut {
  /** Scores on or after the day the customer was lost: there is nothing left to foretell. */
  readonly afterLoss: number;
  /** Rows without a score. */
  readonly notScored: number;
}

/** One row as given. Days are day numbers. */
export interface PanelRow {
  readonly companyId: string;
  readonly asOf: number;
  /** null: nothing was scored. */
  readonly score: number | null;
  /** {@link STAYED} while a customer. */
  readonly lostOn: number;
  readonly segment: string | null;
  readonly arr: number;
  readonly pulse: number;
  readonly daysSinceLastLogin: number;
}

/** Last day the panel knows anything of: the latest score or loss. Negative infinity for an empty panel. */
export function knownUntil({ asOf, lostOn }: Panel): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const day of asOf) if (day > latest) latest = day;
  for (const day of lostOn) if (day !== STAYED && day > latest) latest = day;
  return latest;
}
