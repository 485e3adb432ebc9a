import { dayNumber } from '../../../src/model/day.ts';
import { assembleBusiness } from '../../../src/scoring/records/business.ts';
import { invoice } from '../../pipeline/assemble/builders.ts';

/** Bills due long ago: settled ones say nothing about today, debts do for as long as they last. */

const on = (day: string, over: Parameters<typeof invoice>[0]) =>
  assembleBusiness(
    { invoice: [invoice({ issuedAt: '2024-01-01', dueAt: '2024-01-31', ...over })] },
    { kinds: new Set(), exchange: null },
    dayNumber(day),
    true,
  ).invoices;

test('an open invoice counts however long ago it was due', () => {
  const open = { status: 'open', paidAt: null } as const;
  expect(on('2026-11-01', open)).toMatchObject([{ dueAt: '2024-01-31', paidAt: undefined, status: 'open' }]);
});

test('one that was paid at last was a debt until then', () => {
  const late = { status: 'paid', paidAt: '2026-10-01' } as const;
  expect(on('2026-09-30', late)).toMatchObject([{ status: 'open' }]);
  expect(on('2026-10-01', late)).toEqual([]);
});

test.each([
  ['void', { status: 'void', paidAt: null }],
  ['written off', { status: 'uncollectible', paidAt: null }],
  ['paid on a day nobody knows', { status: 'paid', paidAt: null }],
] as const)('one that is %s is no debt of today', (_, over) => {
  expect(on('2026-11-01', over)).toEqual([]);
});

test('one that fell due lately and was paid on a day nobody knows is paid', () => {
  const due = { issuedAt: '2026-07-01', dueAt: '2026-08-01', status: 'paid' } as const;
  expect(on('2026-11-01', { ...due, paidAt: null })).toMatchObject([{ paidAt: undefined, status: 'paid' }]);
  expect(on('2026-11-01', { ...due, paidAt: '2026-11-05' })).toMatchObject([{ status: 'open' }]);
});
