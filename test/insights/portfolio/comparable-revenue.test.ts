import { comparableRevenues, medianRevenue } from '../../../src/insights/portfolio/comparable-revenue.ts';
import { selectCompanies } from '../../../src/insights/portfolio/select.ts';
import { createExchange } from '../../../src/model/exchange.ts';
import { EVERYTHING } from '../../../src/model/portfolio.ts';
import { bookOfFive } from '../../extensions/fixtures/portal.ts';

const of = (arr: number | null, currency: string | null) => ({ arr, currency, asOf: '2026-11-01' });
const BOOK = [of(1_000_000, 'JPY'), of(20_000, 'EUR'), of(null, null), of(9_000, 'CHF'), of(8_000, 'EUR')];
const RATES = createExchange('EUR', [
  { date: '2026-01-01', currency: 'JPY', rate: 0.006 },
  { date: '2026-12-01', currency: 'JPY', rate: 1 },
]);

test('amounts count at the rate of the day; without a rate nobody knows what they are worth', () => {
  expect(comparableRevenues(BOOK, RATES)).toEqual([6_000, 20_000, null, null, 8_000]);
});

test('without any rates those in the currency of most companies count', () => {
  expect(comparableRevenues(BOOK, undefined)).toEqual([null, 20_000, null, null, 8_000]);
  expect(comparableRevenues(BOOK.slice(0, 1), undefined)).toEqual([1_000_000]);
  expect(comparableRevenues([of(5, null)], undefined)).toEqual([5]);
});

test('the median is that of the known ones', () => {
  expect(medianRevenue([6_000, 20_000, null, 8_000])).toBe(8_000);
  expect(medianRevenue([6_000, null, 8_000])).toBe(7_000);
  expect(medianRevenue([null])).toBeNull();
});

test('by revenue, a million yen stands below twenty thousand euros and above the unknown', () => {
  const revenues = comparableRevenues(BOOK, RATES);
  const book = bookOfFive().map((each, index) => ({
    ...each,
    name: `${BOOK[index]?.arr ?? 'unknown'}`,
    arr: BOOK[index]?.arr ?? null,
    comparableArr: revenues[index] ?? null,
  }));
  const order = selectCompanies(book, { ...EVERYTHING, sort: 'revenue' }).map(({ name }) => name);
  expect(order).toEqual(['20000', '8000', '1000000', '9000', 'unknown']);
});
