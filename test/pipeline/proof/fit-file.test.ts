import { createReadStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fitFile } from '../../../src/pipeline/proof/fit-file.ts';

const shared = path.resolve(import.meta.dirname, '../../../../shared/data');
const table = path.join(shared, 'telco/telco_8indicators_design.csv');
const missing = existsSync(table) ? null : 'skipped: no ../shared/data/telco';
if (missing !== null) console.warn(missing);

async function* bytes(text: string) {
  yield Buffer.from(text);
}

const fit = (text: string, options = {}) => fitFile(bytes(text), { target: 'y', c: 1, ...options });

/** 80 rows of which 40 are events; `cells` adds columns to a row. */
function rows(cells: (row: number) => string): string {
  return Array.from({ length: 80 }, (_, row) => `${cells(row)},${row % 2}`).join('\n');
}

interface Reference {
  readonly full_fit: {
    readonly intercept: number;
    readonly coefficients: Record<string, number>;
    readonly in_sample_auc: number;
  };
  readonly cv5: {
    readonly fold_auc: number[];
    readonly pooled_oof_auc: number;
    readonly pooled_oof_brier: number;
  };
}

(missing === null ? test : test.skip)('equals the reference fit of the telco table', async () => {
  const { baselines } = JSON.parse(readFileSync(path.join(shared, 'lr_reference_telco8.json'), 'utf8')) as {
    baselines: { telco_8indicators: Reference };
  };
  const { full_fit: full, cv5 } = baselines.telco_8indicators;
  const report = await fitFile(createReadStream(table) as AsyncIterable<Buffer>, { target: 'y', c: 1 });
  expect(Object.keys(report.coefficients).sort()).toEqual(Object.keys(full.coefficients).sort());
  for (const [name, coefficient] of Object.entries(full.coefficients)) {
    expect(Math.abs((report.coefficients[name] ?? Number.NaN) - coefficient)).toBeLessThan(1e-9);
  }
  expect(Math.abs(report.intercept - full.intercept)).toBeLessThan(1e-9);
  report.folds.forEach((auc, fold) => expect(auc).toBeCloseTo(cv5.fold_auc[fold] ?? Number.NaN, 9));
  expect(report.auc).toBeCloseTo(cv5.pooled_oof_auc, 9);
  expect(report.brier).toBeCloseTo(cv5.pooled_oof_brier, 9);
  expect(report.inSample.auc).toBeCloseTo(full.in_sample_auc, 9);
});

test('fold, row_id, companyId and text are no features', async () => {
  const text = `fold,row_id,companyId,plan,x,y\n${rows((row) => `${row % 4},${row},c${row},gold,${row % 7}`)}`;
  const report = await fit(text);
  expect(Object.keys(report.coefficients)).toEqual(['x']);
  expect(report.folds).toHaveLength(4);
  expect(report.notes).toEqual(['plan: left out, it holds text ("gold")']);
});

test('NDJSON gives the same as CSV', async () => {
  const csv = await fit(`x,y\n${rows((row) => String(row % 7))}`);
  const lines = Array.from({ length: 80 }, (_, row) => JSON.stringify({ x: row % 7, y: row % 2 === 1 }));
  expect(await fit(lines.join('\n'))).toEqual(csv);
});

test.each([
  ['an unknown target', `x,z\n${rows(String)}`, 'there is no column "y"; the table has x, z'],
  ['a target that is no outcome', 'x,y\n1,0\n2,maybe', 'Row 2: y is "maybe"'],
  [
    'an empty fold',
    `fold,x,y\n${rows((row) => `${row === 3 ? '' : row % 5},${row}`)}`,
    'Row 4: fold is empty',
  ],
  ['no feature', `name,y\n${rows((row) => `n${row}`)}`, 'no numeric column'],
  ['too few rows', 'x,y\n1,0\n2,1', 'at least 30 are needed'],
])('refuses %s', async (_what, text, message) => {
  await expect(fit(text)).rejects.toMatchObject({
    code: 'input-invalid',
    message: expect.stringContaining(message) as string,
  });
});

test('numbers in other notations are text, not numbers read wrongly', async () => {
  const report = await fit(`x,hex,comma,y\n${rows((row) => `${row},0x1F,"1,5"`)}`);
  expect(Object.keys(report.coefficients)).toEqual(['x']);
});
