import { type CompanySignals } from '../../../src/model/signals.ts';
import { type FreshSignals, scoreAgain } from '../../../src/scoring/engine/score-again.ts';
import { resolveModel, scoreCompany } from '../../../src/scoring/index.ts';
import { green, red } from '../../extensions/fixtures/signals.ts';

const asOf = '2026-11-20';
const context = { asOf, model: resolveModel({}, 'three-dimension') };
const nothing: FreshSignals = {
  signals: { companyId: 'c-1' },
  indicators: new Set(),
  sections: new Set(),
};
/** What a function reads of billing alone. */
const billing = ({ companyId, business }: CompanySignals): FreshSignals => ({
  signals: { companyId, business },
  indicators: new Set(['payment-behaviour', 'contract-commitment']),
  sections: new Set(['business']),
});

test.each([
  ['green', green(asOf).now],
  ['red', red(asOf).now],
])('%s: with nothing read anew everything stays, caps and warnings too', (_, signals) => {
  const before = scoreCompany(signals, context);
  const fresh = { ...nothing, signals: { ...nothing.signals, history: signals.history } };
  expect(scoreAgain(before, fresh, context)).toEqual(before);
});

test('reading the same billing again changes nothing', () => {
  const signals = red(asOf).now;
  const before = scoreCompany(signals, context);
  const fresh = billing(signals);
  const again = scoreAgain(
    before,
    { ...fresh, signals: { ...fresh.signals, history: signals.history } },
    context,
  );
  expect(again).toEqual(before);
});

test('an invoice that was paid meanwhile lifts its indicator and its cap, and nothing else', () => {
  const late = { id: 'i1', dueAt: '2026-08-01', amount: 100, status: 'open' };
  const healthy = green(asOf).now;
  const owing = { ...healthy, business: { ...healthy.business, invoices: [late] } };
  const before = scoreCompany(owing, context);
  expect(before.caps.map(({ id }) => id)).toContain('payment-default');
  const paid = { ...owing, business: { ...owing.business, invoices: [{ ...late, paidAt: '2026-08-01' }] } };
  const after = scoreAgain(before, billing(paid), context);
  expect(after.caps.map(({ id }) => id)).not.toContain('payment-default');
  expect(after.score ?? 0).toBeGreaterThan(before.score ?? 100);
  const changed = after.indicators.filter(({ score }, index) => score !== before.indicators[index]?.score);
  expect(changed.map(({ id }) => id)).toEqual(['payment-behaviour']);
});

test('a value left out of a breakdown stays unknown', () => {
  const before = scoreCompany(green(asOf).now, context);
  const trimmed = { ...before, indicators: before.indicators.map((each) => ({ ...each, value: null })) };
  const after = scoreAgain(trimmed, nothing, context);
  expect(after.indicators.every(({ value }) => value === null)).toBe(true);
  expect(after.score).toBe(before.score);
});

test('a score that waits for the source of its usage goes on waiting until that is read', () => {
  const signals = green(asOf).now;
  const waiting = { ...scoreCompany(signals, context), provisional: true };
  expect(scoreAgain(waiting, billing(signals), context).provisional).toBe(true);
  const delivered: FreshSignals = { ...nothing, signals, sections: new Set(['usage']) };
  expect(scoreAgain(waiting, delivered, context).provisional).toBe(false);
});
