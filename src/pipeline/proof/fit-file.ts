import { AppError } from '../../errors.ts';
import { type Feature } from '../../insights/fit/design.ts';
import { fitTable, type FitOptions, type FitReport } from '../../insights/fit/fit-table.ts';
import { readTable } from './read-table.ts';

export { type FitReport };

/** Columns that are never features. */
const NOT_FEATURES = new Set(['fold', 'row_id', 'companyId']);

export interface FitFileOptions extends FitOptions {
  /** Column of the event: 0 and 1, or false and true. */
  readonly target: string;
}

/**
 * Fits the target column of a CSV or NDJSON table on its other numeric columns. A column with text is left out and
 * named in the notes.
 * @throws AppError `input-invalid` for a table, target or fit that cannot be used, saying why.
 */
export async function fitFile(
  chunks: AsyncIterable<Uint8Array>,
  { target, ...options }: FitFileOptions,
): Promise<FitReport> {
  const table = await readColumns(chunks);
  const labels = labelsOf(table, target);
  const features: Feature[] = [];
  const notes: string[] = [];
  for (const [name, cells] of table) {
    if (name === target || NOT_FEATURES.has(name)) continue;
    const values = Float64Array.from(cells, numberOrNaN);
    const text = cells.find((cell, row) => cell !== '' && Number.isNaN(values[row]));
    if (text === undefined) features.push({ name, values });
    else notes.push(`${name}: left out, it holds text ("${text.slice(0, 40)}")`);
  }
  const report = fitTable(
    {
      features,
      labels,
      folds: completeColumn(table, 'fold'),
      customers: completeColumn(table, 'companyId'),
    },
    options,
  );
  return { ...report, notes: [...notes, ...report.notes] };
}

type Columns = ReadonlyMap<string, readonly string[]>;

async function readColumns(chunks: AsyncIterable<Uint8Array>): Promise<Columns> {
  const columns = new Map<string, string[]>();
  let order: string[][] = [];
  let rows = 0;
  await readTable(chunks, {
    columns(names) {
      for (const name of names) {
        if (!columns.has(name)) columns.set(name, new Array<string>(rows).fill(''));
      }
      order = names.map((name) => columns.get(name) ?? []);
    },
    row(cells) {
      for (const [position, column] of order.entries()) column.push((cells[position] ?? '').trim());
      rows += 1;
    },
  });
  return columns;
}

/** Finite numbers in decimal notation; `NaN` for anything else. */
function numberOrNaN(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

const OUTCOMES: Readonly<Record<string, number>> = { 0: 0, 1: 1, '0.0': 0, '1.0': 1, false: 0, true: 1 };

function labelsOf(table: Columns, target: string): Uint8Array {
  const cells = table.get(target);
  if (cells === undefined) {
    throw new AppError(
      'input-invalid',
      `--target: there is no column "${target}"; the table has ${[...table.keys()].join(', ')}`,
    );
  }
  return Uint8Array.from(cells, (cell, row) => {
    const outcome = OUTCOMES[cell.toLowerCase()];
    if (outcome !== undefined) return outcome;
    throw new AppError(
      'input-invalid',
      `Row ${row + 1}: ${target} is "${cell.slice(0, 40)}"; expected 0 or 1 (or false, true)`,
    );
  });
}

/** Cells of a column in which no cell is missing; null when there is no such column. */
function completeColumn(table: Columns, name: string): readonly string[] | null {
  const cells = table.get(name) ?? null;
  const missing = cells?.indexOf('') ?? -1;
  if (missing < 0) return cells;
  throw new AppError('input-invalid', `Row ${missing + 1}: ${name} is empty.`);
}
