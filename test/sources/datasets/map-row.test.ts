import { type RowsDataset } from '../../../src/sources/datasets/dataset.ts';
import { mapRow } from '../../../src/sources/datasets/map-row.ts';
import { inWords } from '../../helpers/in-words.ts';

const invoices = { name: 'bills', kind: 'invoice' } as RowsDataset;
const ROW = {
  id: 'in_1',
  accountId: 'a1',
  issuedAt: '2026-10-01',
  dueAt: '2026-10-15',
  amount: '100',
  status: 'open',
};

test('a currency counts in capitals', () => {
  const { records, quarantined } = mapRow(invoices, { ...ROW, currency: ' eur ' }, false);
  expect(records).toMatchObject([{ id: 'in_1', currency: 'EUR' }]);
  expect(quarantined).toEqual([]);
});

test('a bill in no currency still counts as a bill, with a note', () => {
  const { records, quarantined } = mapRow(invoices, { ...ROW, currency: 'US$' }, false);
  expect(records).toMatchObject([{ id: 'in_1', amount: 100 }]);
  expect(inWords(quarantined ?? [])).toEqual([
    {
      stream: 'bills',
      recordId: 'in_1',
      reason: 'currency: "US$" is not a code such as EUR: the money in it does not count as revenue',
    },
  ]);
});
