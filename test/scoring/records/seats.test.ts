import { dayNumber } from '../../../src/model/day.ts';
import { type RecordsByKind } from '../../../src/model/record.ts';
import { seatsAt } from '../../../src/scoring/records/seats.ts';
import { invoice, subscription } from '../../pipeline/assemble/builders.ts';

/** Seats of an account that holds several subscriptions, each billed by itself. */

const bill = (subscriptionId: string | null, issuedAt: string, seats: number) =>
  invoice({ id: `${subscriptionId} ${issuedAt}`, subscriptionId, issuedAt, seats });
const big = subscription({ id: 'big', seats: 100 });
const small = subscription({ id: 'small', seats: 10, startedAt: '2026-03-01' });
const on = (day: string, records: RecordsByKind) => seatsAt(records, dayNumber(day), false);

test('past seats are the sum of what each subscription was billed last', () => {
  const records = {
    subscription: [big, small],
    invoice: [bill('big', '2026-01-05', 100), bill('small', '2026-03-20', 10)],
  };
  expect(on('2026-03-25', records)).toBe(110);
  expect(on('2026-03-10', records)).toBe(100);
  expect(on('2026-02-01', records)).toBe(100);
  expect(seatsAt(records, dayNumber('2026-03-25'), true)).toBe(110);
});

test('a subscription that ended counts no more while another runs', () => {
  const records = {
    subscription: [{ ...big, endedAt: '2026-03-31' }, small, { ...small, id: 'third', seats: 5 }],
    invoice: [
      bill('big', '2026-01-05', 100),
      bill('small', '2026-03-20', 10),
      bill('third', '2026-03-20', 5),
    ],
  };
  expect(on('2026-03-30', records)).toBe(115);
  expect(on('2026-04-02', records)).toBe(15);
});

test('bills that do not say what they are for tell the seats of a single subscription only', () => {
  const bills = { invoice: [bill(null, '2026-01-05', 100), bill(null, '2026-03-20', 10)] };
  expect(on('2026-04-01', { ...bills, subscription: [big, small] })).toBeUndefined();
  expect(on('2026-04-01', { ...bills, subscription: [big] })).toBe(10);
});
