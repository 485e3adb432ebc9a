import { customerFrom, lostOn } from '../../../src/pipeline/assemble/assemble.ts';
import { customerSpans, spanBegunBy } from '../../../src/pipeline/assemble/customer-spans.ts';
import { type SourceRecord } from '../../../src/model/record.ts';
import { crmCompany, facts, invoice, subscription } from './builders.ts';

const TODAY = '2026-11-01';

const contract = (startedAt: string, endedAt: string | null, id = startedAt) =>
  subscription({ id, startedAt, endedAt });
const of = (contracts: readonly ReturnType<typeof contract>[], customerSince: string | null = null) =>
  facts(contracts, [], new Map(), crmCompany({ customerSince }));
const BEFORE = contract('2025-01-01', '2026-03-31');
const AGAIN = contract('2026-09-20', null);

test('a customer who left and came back was none in between', () => {
  const company = of([AGAIN, BEFORE]);
  const spans = customerSpans(company, TODAY);
  expect(spans).toEqual([
    { from: '2025-01-01', until: '2026-03-31' },
    { from: '2026-09-20', until: null },
  ]);
  expect(lostOn(company, TODAY)).toBeNull();
  expect(customerFrom(company, TODAY)).toBe('2025-01-01');
  expect(spanBegunBy(spans, '2026-06-01')).toBe(spans[0]);
  expect(spanBegunBy(spans, '2026-09-20')).toBe(spans[1]);
  expect(spanBegunBy(spans, '2024-12-31')).toBeNull();
});

test('contracts that overlap, or a renewal signed up to 30 days late, are one span', () => {
  const whole = [{ from: '2025-01-01', until: null }];
  expect(customerSpans(of([BEFORE, contract('2025-06-01', null)]), TODAY)).toEqual(whole);
  expect(customerSpans(of([BEFORE, contract('2026-04-30', null)]), TODAY)).toEqual(whole);
  expect(customerSpans(of([BEFORE, contract('2026-05-01', null)]), TODAY)).toHaveLength(2);
  expect(customerSpans(of([BEFORE, contract('2025-02-01', '2025-03-01')]), TODAY)).toEqual([
    { from: '2025-01-01', until: '2026-03-31' },
  ]);
});

test('what the CRM says of the beginning moves the span it belongs to, and no other', () => {
  const starts = (since: string | null) =>
    customerSpans(of([BEFORE, AGAIN], since), TODAY).map(({ from }) => from);
  expect(starts('2024-05-01')).toEqual(['2024-05-01', '2026-09-20']);
  expect(starts('2025-02-01')).toEqual(['2025-02-01', '2026-09-20']);
  expect(starts('2026-09-01')).toEqual(['2025-01-01', '2026-09-01']);
  expect(customerSpans(of([BEFORE], '2026-09-01'), TODAY)).toEqual([
    { from: '2025-01-01', until: '2026-03-31' },
  ]);
});

test('a term that does not renew by itself is over 30 days after its end, though billing never says so', () => {
  const lapsed = subscription({
    startedAt: '2025-01-01',
    endedAt: null,
    autoRenew: false,
    currentPeriodEnd: '2026-06-30',
  });
  const untilAs = (asOf: string) => lostOn(facts([lapsed]), asOf);
  expect([untilAs('2026-06-29'), untilAs('2026-07-30'), untilAs('2026-07-31')]).toEqual([
    null,
    null,
    '2026-06-30',
  ]);
  expect(lostOn(facts([{ ...lapsed, autoRenew: true }]), TODAY)).toBeNull();
});

test('without subscriptions there is none: billing says nothing', () => {
  expect(customerSpans(of([], '2025-01-01'), TODAY)).toEqual([]);
});

describe('a subscription that never had an amount makes no customer', () => {
  const TRIAL = contract('2026-01-01', '2026-03-02', 't');
  const free: SourceRecord = {
    kind: 'mrr',
    id: 't',
    accountId: 'cus_1',
    currency: 'EUR',
    points: [
      { at: '2026-01-01', monthlyAmount: 0 },
      { at: '2026-03-02', monthlyAmount: 0 },
    ],
  };
  const billed = (id: string, amount: number, subscriptionId: string | null = null) =>
    invoice({ id, issuedAt: '2026-01-01', amount, monthlyAmount: amount, subscriptionId });
  const spansOf = (...records: SourceRecord[]) =>
    customerSpans(facts(records, [], new Map(), crmCompany({ customerSince: null })), TODAY);
  const WHOLE = [{ from: '2026-01-01', until: '2026-03-02' }];

  test('by its steps, by its bills, or by its own word', () => {
    expect(spansOf(TRIAL, free)).toEqual([]);
    expect(spansOf(TRIAL, billed('i', 0, 't'))).toEqual([]);
    expect(spansOf(TRIAL, billed('i', 0))).toEqual([]);
    expect(spansOf({ ...TRIAL, trial: true })).toEqual([]);
  });

  test('what is not stated is not nothing: by use, by bills of other subscriptions, without any bill', () => {
    expect(spansOf(TRIAL)).toEqual(WHOLE);
    expect(spansOf({ ...TRIAL, monthlyAmount: 0 })).toEqual(WHOLE);
    expect(spansOf({ ...TRIAL, monthlyAmount: 0 }, billed('i', 30, 't'), billed('j', 0, 't'))).toEqual(WHOLE);
    expect(spansOf(TRIAL, free, billed('i', 30, 't'))).toEqual(WHOLE);
    const other = contract('2026-01-05', '2026-02-01', 'o');
    expect(spansOf(TRIAL, other, billed('i', 30))).toEqual(WHOLE);
    expect(spansOf(TRIAL, other, billed('i', 0, 't'), billed('j', 30, 'o'))).toEqual([
      { from: '2026-01-05', until: '2026-02-01' },
    ]);
  });

  test('going on with a free plan after a paid one is leaving', () => {
    const plan = contract('2026-04-01', null, 't');
    const spans = spansOf(BEFORE, plan, billed('i', 50, BEFORE.id), billed('j', 0, 't'));
    expect(spans).toEqual([{ from: '2025-01-01', until: '2026-03-31' }]);
  });

  test('nobody was lost by it; what the CRM says stays', () => {
    const company = facts([TRIAL, free]);
    expect([lostOn(company, TODAY), customerFrom(company, TODAY)]).toEqual([null, '2025-01-01']);
  });
});
