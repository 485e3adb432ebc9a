import { AppError } from '../../errors.ts';
import { type Panel, STAYED } from '../../insights/panel/panel.ts';
import { PanelBuilder } from '../../insights/panel/panel-builder.ts';
import { dayNumber, isIsoDate } from '../../model/day.ts';
import { readTable } from './read-table.ts';

const REQUIRED = ['companyId', 'asOf', 'score', 'churnedAt'] as const;
const OPTIONAL = ['arr', 'pulse', 'daysSinceLastLogin', 'segment'] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/**
 * Reads a panel file: `companyId, asOf, score, churnedAt` (empty: still a customer), and, where known, `arr, pulse,
 * daysSinceLastLogin, segment`. Other columns are ignored.
 * @throws AppError `input-invalid` naming company, line and column of the first fault.
 */
export async function readPanel(chunks: AsyncIterable<Uint8Array>): Promise<Panel> {
  const builder = new PanelBuilder();
  const positions = new Map<Column, number>();
  const days = new DayReader();
  await readTable(chunks, {
    columns(names) {
      for (const name of [...REQUIRED, ...OPTIONAL]) positions.set(name, names.indexOf(name));
    },
    row(cells, line) {
      const cell = (column: Column) => cells[positions.get(column) ?? -1]?.trim() ?? '';
      const companyId = cell('companyId');
      const fail = (what: string): never => {
        throw new AppError('input-invalid', `Line ${line}, company ${companyId || '?'}: ${what}`);
      };
      for (const name of REQUIRED) {
        if ((positions.get(name) ?? -1) < 0)
          fail(`there is no column ${name}; needed are ${REQUIRED.join(', ')}`);
      }
      if (companyId === '') fail('companyId is empty');
      const number = (column: Column, least: number) => {
        const text = cell(column);
        if (text === '') return Number.NaN;
        const value = Number(text);
        if (Number.isFinite(value) && value >= least) return value;
        return fail(`${column} is "${text}"; expected a number${least === 0 ? ' from 0 up' : ''}`);
      };
      const day = (column: Column) =>
        days.read(cell(column)) ?? fail(`${column} is "${cell(column)}"; expected a date, like 2026-11-01`);
      const score = number('score', 0);
      builder.add({
        companyId,
        asOf: day('asOf'),
        score: Number.isNaN(score) ? null : score,
        lostOn: cell('churnedAt') === '' ? STAYED : day('churnedAt'),
        segment: cell('segment') || null,
        arr: number('arr', Number.NEGATIVE_INFINITY),
        pulse: number('pulse', Number.NEGATIVE_INFINITY),
        daysSinceLastLogin: number('daysSinceLastLogin', 0),
      });
    },
  });
  return builder.build();
}

/** Day numbers of date texts; a panel names the same few days over and over. */
class DayReader {
  private readonly known = new Map<string, number | null>();

  /** Null for what is no date. */
  read(text: string): number | null {
    let day = this.known.get(text);
    if (day === undefined) {
      day = isIsoDate(text) ? dayNumber(text) : null;
      this.known.set(text, day);
    }
    return day;
  }
}
