import { worldTruthCsv } from '../../../src/sandbox/world/truth-csv.ts';
import { worldOf } from './worlds.ts';

test('one row a company, with what happens to it and empty fields where nothing does', () => {
  const world = worldOf({ companies: 80, days: 365 });
  const [header, ...rows] = worldTruthCsv(world).trimEnd().split('\n');
  expect(header).toBe('companyId,accountId,segment,churnKind,churnDay,onsetDay,depth,expansionDay,fit,cause');
  expect(rows).toHaveLength(80);
  for (const [index, row] of rows.entries()) {
    const [companyId, accountId, segment, churnKind, churnDay, onsetDay, depth, expansionDay, fit, cause] =
      row.split(',');
    const company = world.companies[index];
    expect({ companyId, accountId, segment }).toEqual({
      companyId: company?.id,
      accountId: company?.accountId,
      segment: company?.segment,
    });
    expect({ churnKind, churnDay, onsetDay, expansionDay, cause }).toEqual({
      churnKind: company?.truth.churnKind ?? '',
      churnDay: company?.truth.churnDay ?? '',
      onsetDay: company?.truth.onsetDay ?? '',
      expansionDay: company?.truth.expansionDay ?? '',
      cause: company?.truth.cause ?? '',
    });
    expect(Number(fit)).toBeCloseTo(company?.truth.fit ?? Number.NaN, 4);
    expect(depth === '').toBe(company?.truth.depth === null);
  }
});
