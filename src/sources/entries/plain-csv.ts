import { type CsvLayout, type CsvRow } from './csv-stream.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Columns named like the fields of an entry; `scaleMin` and `scaleMax` for answers of another scale than 1 to 5. */
export const PLAIN_LAYOUT: CsvLayout = {
  columns: ['id', 'kind'],
  entries: (rows) => rows.map(plainEntry),
};

function plainEntry(row: CsvRow): unknown {
  const { score, scaleMin, scaleMax, ...rest } = row;
  const scaled = scaleMin && scaleMax ? { scale: { min: Number(scaleMin), max: Number(scaleMax) } } : {};
  const filled = Object.entries(rest).filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(filled),
    ...scaled,
    ...(score === undefined ? {} : { score: numberOf(score) }),
  };
}

/** A number where the text is one; else the text, for the validation to name. */
export function numberOf(text: string): unknown {
  return NUMBER.test(text) ? Number(text) : text;
}
