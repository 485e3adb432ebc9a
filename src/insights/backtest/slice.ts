import { type Panel } from '../panel/panel.ts';
import { type Tally } from '../tally.ts';

/** The rows of a panel that can be judged at a horizon, with their outcomes by position. */
export interface Slice {
  readonly horizon: number;
  readonly rows: Uint32Array;
  /** 1: the customer was lost within the horizon. */
  readonly labels: Uint8Array;
}

/** A slice with its outcomes counted by score: what most figures follow from. */
export interface TalliedSlice extends Slice {
  readonly tally: Tally;
}

/**
 * Rows whose horizon had closed by the last day that is known, for lost and kept customers alike: keeping a late row
 * only because its customer left would flatter the score.
 */
export function sliceAt(panel: Panel, horizon: number, knownUntil: number): Slice {
  const rows = new Uint32Array(panel.rows);
  const labels = new Uint8Array(panel.rows);
  let count = 0;
  for (let row = 0; row < panel.rows; row += 1) {
    const asOf = panel.asOf[row]!;
    if (knownUntil - asOf < horizon) continue;
    rows[count] = row;
    labels[count] = panel.lostOn[panel.company[row]!]! - asOf <= horizon ? 1 : 0;
    count += 1;
  }
  return { horizon, rows: rows.slice(0, count), labels: labels.slice(0, count) };
}

/** The rows of a slice at these positions in it. */
export function pickRows({ horizon, rows, labels }: Slice, positions: Uint32Array): Slice {
  return {
    horizon,
    rows: positions.map((position) => rows[position]!),
    labels: Uint8Array.from(positions, (position) => labels[position]!),
  };
}
