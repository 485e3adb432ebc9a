import { dayNumber } from '../../src/model/day.ts';
import { type Panel, STAYED } from '../../src/insights/panel/panel.ts';
import { PanelBuilder } from '../../src/insights/panel/panel-builder.ts';

export interface Row {
  readonly companyId: string;
  readonly asOf: string;
  readonly score: number | null;
  readonly churnedAt?: string;
  readonly segment?: string;
  readonly arr?: number;
  readonly pulse?: number;
  readonly daysSinceLastLogin?: number;
}

export function panelOf(rows: readonly Row[]): Panel {
  const builder = new PanelBuilder();
  for (const row of rows) {
    builder.add({
      companyId: row.companyId,
      asOf: dayNumber(row.asOf),
      score: row.score,
      lostOn: row.churnedAt === undefined ? STAYED : dayNumber(row.churnedAt),
      segment: row.segment ?? null,
      arr: row.arr ?? Number.NaN,
      pulse: row.pulse ?? Number.NaN,
      daysSinceLastLogin: row.daysSinceLastLogin ?? Number.NaN,
    });
  }
  return builder.build();
}
