/** A column of a table; `NaN` where the value is missing. */
export interface Feature {
  readonly name: string;
  readonly values: Float64Array;
}

/** How a column is brought to mean 0 and standard deviation 1. */
export interface Scale {
  readonly mean: number;
  /** Population standard deviation (division by n); 1 for a column that does not vary. */
  readonly deviation: number;
}

/** Standardised features, column by column. */
export interface Design {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
}

/** Mean and population standard deviation over the known values of these rows; a constant column keeps its unit. */
export function scaleOf({ values }: Feature, rows: Uint32Array): Scale {
  let known = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    known += 1;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (known === 0) return { mean: 0, deviation: 1 };
  // By comparison, not by a small deviation: rounding must not turn a constant into a feature.
  if (least === most) return { mean: least, deviation: 1 };
  const mean = sum / known;
  let squares = 0;
  for (const row of rows) {
    const value = values[row]!;
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  return { mean, deviation: Math.sqrt(squares / known) };
}

/** The chosen rows of the features in standard units. A missing value takes the mean: it says nothing either way. */
export function standardise(
  features: readonly Feature[],
  scales: readonly Scale[],
  rows: Uint32Array,
): Design {
  const columns = features.map(({ values }, index) => {
    const { mean, deviation } = scales[index]!;
    const column = new Float64Array(rows.length);
    for (let position = 0; position < rows.length; position += 1) {
      const value = values[rows[position]!]!;
      if (!Number.isNaN(value)) column[position] = (value - mean) / deviation;
    }
    return column;
  });
  return { rows: rows.length, columns };
}
