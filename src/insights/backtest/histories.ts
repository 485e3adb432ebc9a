import { type Panel } from '../panel/panel.ts';

/** The scores of one company, oldest first, as rows of the panel. */
export interface History {
  readonly company: number;
  readonly rows: readonly number[];
}

/** Histories of the companies with a score: those lost by the last day that is known, and the others. */
export function historiesOf(panel: Panel, knownUntil: number): { lost: History[]; kept: History[] } {
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < panel.rows; row += 1) {
    const company = panel.company[row]!;
    const rows = rowsOf.get(company);
    if (rows === undefined) rowsOf.set(company, [row]);
    else rows.push(row);
  }
  const histories = Array.from(rowsOf, ([company, rows]) => ({
    company,
    rows: rows.sort((left, right) => panel.asOf[left]! - panel.asOf[right]!),
  }));
  const isLost = ({ company }: History) => panel.lostOn[company]! <= knownUntil;
  return { lost: histories.filter(isLost), kept: histories.filter((each) => !isLost(each)) };
}
