import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseSignals } from '../../src/model/parse-signals.ts';
import { scoreResult, type ScoreResult } from '../../src/model/result.ts';
import { resolveModel, scoreCompany } from '../../src/scoring/index.ts';

/**
 * Golden files: signals and the whole result they give. After a wanted change of the model, read the difference
 * and write them anew with `REBASELINE=1 npm test -- test/scoring/golden`. The numbers that matter are also
 * worked out by hand in `golden-by-hand.test.ts`, which no re-baseline can change.
 */
const folder = path.resolve(import.meta.dirname, '../golden/scoring');

interface GoldenFile {
  readonly model: string;
  readonly asOf: string;
  readonly companies: readonly unknown[];
  readonly results: readonly unknown[];
}

function results({ model, asOf, companies }: GoldenFile): ScoreResult[] {
  return parseSignals({ asOf, companies }).companies.map((signals) =>
    scoreCompany(signals, { asOf, model: resolveModel(signals, model) }),
  );
}

/** Numbers equal to 1e-9, everything else exactly. */
function approximately(value: unknown): unknown {
  if (typeof value === 'number') return expect.closeTo(value, 9);
  if (Array.isArray(value)) return value.map(approximately);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, approximately(each)]));
}

const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

test('every model has a golden file', () => {
  expect(files).toEqual([
    'eight-pillar.json',
    'four-metric.json',
    'impact-frequency.json',
    'three-dimension.json',
    'vital-signs.json',
  ]);
});

describe.each(files)('%s', (file) => {
  const location = path.join(folder, file);
  const golden = JSON.parse(readFileSync(location, 'utf8')) as GoldenFile;
  const actual = results(golden);
  if (process.env.REBASELINE === '1') {
    writeFileSync(location, `${JSON.stringify({ ...golden, results: actual }, null, 2)}\n`);
  }

  test('holds a result for each company', () => {
    expect(golden.results).toHaveLength(golden.companies.length);
  });

  test.each(actual.map((result, index) => [result.companyId, result, golden.results[index]] as const))(
    '%s',
    (_companyId, result, expected) => {
      expect(result).toEqual(approximately(expected));
      expect(scoreResult.parse(result)).toEqual(result);
    },
  );
});
