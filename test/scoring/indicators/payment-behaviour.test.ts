import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

let serial = 0;

/** Due this many days ago and paid so many days late; open without. */
function invoice(due: number, late?: number, status?: string) {
  serial += 1;
  const paidAt = late === undefined ? undefined : daysAgo(due - late);
  return { id: `i${serial}`, dueAt: daysAgo(due), paidAt, status };
}

const invoices = (...all: ReturnType<typeof invoice>[]) => ({ business: { invoices: all } });

describe('payment-behaviour', () => {
  test.each([
    [-5, 100],
    [0, 100],
    [7, 85],
    [11, 77.5],
    [15, 70],
    [30, 50],
    [45, 35],
    [60, 20],
    [90, 0],
    [120, 0],
  ])('paid %p days late scores %p', (late, expected) => {
    expect(scoreOf('payment-behaviour', invoices(invoice(130, late)))).toBeCloseTo(expected, 9);
  });

  test.each([
    [0, 100],
    [7, 85],
    [60, 20],
    [400, 0],
  ])('open for %p days scores %p', (overdue, expected) => {
    expect(scoreOf('payment-behaviour', invoices(invoice(overdue)))).toBeCloseTo(expected, 9);
  });

  test('late payments count half for each window back', () => {
    // Due 10 days ago paid on time (weight 1), due 40 days ago 30 days late (weight 0.5): mean 10 days.
    const found = measure('payment-behaviour', invoices(invoice(10, 0), invoice(40, 30)));
    expect(found).toMatchObject({ value: { meanDaysLate: 10, oldestOverdueDays: 0, failedCharges: 0 } });
    expect(scoreOf('payment-behaviour', invoices(invoice(10, 0), invoice(40, 30)))).toBeCloseTo(79.375, 9);
  });

  test('one open invoice outweighs a good record', () => {
    const punctual = Array.from({ length: 5 }, (_, index) => invoice(5 + 30 * index, 0));
    expect(scoreOf('payment-behaviour', invoices(...punctual, invoice(60)))).toBeCloseTo(20, 9);
  });

  test('invoices due 180 days ago and more count only while open', () => {
    expect(measure('payment-behaviour', invoices(invoice(180, 40)))).toEqual({ state: 'no-data' });
    expect(scoreOf('payment-behaviour', invoices(invoice(179, 30)))).toBeCloseTo(50, 9);
    expect(measure('payment-behaviour', invoices(invoice(200)))).toMatchObject({
      score: 0,
      value: { meanDaysLate: null, oldestOverdueDays: 200 },
    });
  });

  test('an invoice paid after the as-of day is open at it', () => {
    expect(measure('payment-behaviour', invoices(invoice(15, 20)))).toMatchObject({
      value: { meanDaysLate: 15, oldestOverdueDays: 15 },
    });
  });

  test('invoices not yet due, void or in draft are ignored; "paid" without a day is not open', () => {
    const ignored = [invoice(-1), invoice(90, undefined, 'Void'), invoice(90, undefined, 'draft')];
    expect(measure('payment-behaviour', invoices(...ignored, invoice(90, undefined, 'paid')))).toEqual({
      state: 'no-data',
    });
    expect(scoreOf('payment-behaviour', invoices(...ignored, invoice(10, 0)))).toBe(100);
  });

  test('failed charges of window 0 cost 10 each, down to 0', () => {
    const paid = [invoice(10, 0)];
    const failing = (...ages: number[]) => ({
      business: { invoices: paid, failedCharges: ages.map(daysAgo) },
    });
    expect(scoreOf('payment-behaviour', failing(0, 29))).toBe(80);
    expect(scoreOf('payment-behaviour', failing(30, -1))).toBe(100);
    expect(scoreOf('payment-behaviour', failing(...Array.from({ length: 12 }, () => 3)))).toBe(0);
    expect(measure('payment-behaviour', { business: { failedCharges: [daysAgo(1)] } })).toEqual({
      state: 'no-data',
    });
  });

  test('says it in words', () => {
    expect(wordsOf('payment-behaviour', invoices(invoice(10, 0)))).toEqual({
      en: 'pays on time',
      es: 'paga a tiempo',
    });
    const bad = { business: { invoices: [invoice(12)], failedCharges: [daysAgo(1)] } };
    expect(wordsOf('payment-behaviour', bad)).toEqual({
      en: 'pays 12 days late, invoice 12 days overdue, 1 failed charge',
      es: 'paga con 12 días de retraso, factura vencida hace 12 días, 1 cobro fallido',
    });
  });
});
