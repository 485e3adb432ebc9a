import { customerFrom, lostOn } from '../../../src/pipeline/assemble/assemble.ts';
import { customerSpans, spanBegunBy } from '../../../src/pipeline/assemble/customer-spans.ts';
import { crmCompany, facts, subscription } from './builders.ts';

const contract = (startedAt: string, endedAt: string | null, id = startedAt) =>
  subscription({ id, startedAt, endedAt });
const of = (contracts: readonly ReturnType<typeof contract>[], customerSince: string | null = null) =>
  facts(contracts, [], new Map(), crmCompany({ customerSince }));
const BEFORE = contract('2025-01-01', '2026-03-31');
const AGAIN = contract('2026-09-20', null);

test('a customer who left and came back was none in between', () => {
  const company = of([AGAIN, BEFORE]);
  const spans = customerSpans(company);
  expect(spans).toEqual([
    { from: '2025-01-01', until: '2026-03-31' },
    { from: '2026-09-20', until: null },
  ]);
  expect(lostOn(company)).toBeNull();
  expect(customerFrom(company)).toBe('2025-01-01');
  expect(spanBegunBy(spans, '2026-06-01')).toBe(spans[0]);
  expect(spanBegunBy(spans, '2026-09-20')).toBe(spans[1]);
  expect(spanBegunBy(spans, '2024-12-31')).toBeNull();
});

test('contracts that overlap, or a renewal signed up to 30 days late, are one span', () => {
  const whole = [{ from: '2025-01-01', until: null }];
  expect(customerSpans(of([BEFORE, contract('2025-06-01', null)]))).toEqual(whole);
  expect(customerSpans(of([BEFORE, contract('2026-04-30', null)]))).toEqual(whole);
  expect(customerSpans(of([BEFORE, contract('2026-05-01', null)]))).toHaveLength(2);
  expect(customerSpans(of([BEFORE, contract('2025-02-01', '2025-03-01')]))).toEqual([
    { from: '2025-01-01', until: '2026-03-31' },
  ]);
});

test('what the CRM says of the beginning moves the span it belongs to, and no other', () => {
  const starts = (since: string | null) => customerSpans(of([BEFORE, AGAIN], since)).map(({ from }) => from);
  expect(starts('2024-05-01')).toEqual(['2024-05-01', '2026-09-20']);
  expect(starts('2025-02-01')).toEqual(['2025-02-01', '2026-09-20']);
  expect(starts('2026-09-01')).toEqual(['2025-01-01', '2026-09-01']);
  expect(customerSpans(of([BEFORE], '2026-09-01'))).toEqual([{ from: '2025-01-01', until: '2026-03-31' }]);
});

test('without subscriptions there is none: billing says nothing', () => {
  expect(customerSpans(of([], '2025-01-01'))).toEqual([]);
});
