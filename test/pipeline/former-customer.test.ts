import { healthBreakdown, type HealthBreakdown } from '../../src/model/breakdown.ts';
import { type SourceRecord } from '../../src/model/record.ts';
import { buildBreakdown } from '../../src/pipeline/breakdown.ts';
import { NO_ENTRIES } from '../../src/pipeline/people-entries.ts';
import { scoreFacts } from '../../src/pipeline/score-company.ts';
import { resolveModel } from '../../src/scoring/index.ts';
import { crmCompany, facts, invoice, portal, subscription } from './assemble/builders.ts';

const model = resolveModel({});
const AS_OF = '2026-09-21';
const PAID = invoice({ id: 'i1', issuedAt: '2026-01-01', dueAt: '2026-01-15', paidAt: '2026-01-10' });
const LEFT = subscription({ id: 'a', startedAt: '2025-01-01', endedAt: '2026-08-31' });
const RUNNING = subscription({ id: 'a', startedAt: '2025-01-01', endedAt: null });
const SCORED = [
  { asOf: '2026-08-30', score: 41, modelId: model.id, modelVersion: model.version, provisional: false },
];

function breakdown(records: readonly SourceRecord[], isCustomer: boolean, history = SCORED): HealthBreakdown {
  const known = facts(records, [], new Map(), crmCompany({ customerSince: null }));
  const of = { facts: known, portal: portal(), model, asOf: AS_OF, managerId: null };
  const scored = scoreFacts({ ...of, isCustomer, history, bandState: null });
  return buildBreakdown({
    asOf: AS_OF,
    scoredAt: `${AS_OF}T02:00:00.000Z`,
    model,
    facts: known,
    scored,
    history,
    sources: {},
    feeds: new Map(),
    entries: NO_ENTRIES,
    basis: {
      portalId: '1',
      segment: null,
      locale: 'en',
      managerOwnerId: null,
      modelId: model.id,
      changes: {},
      revision: 0,
      accounts: {},
    },
  });
}

test('a company whose contract ended is told as a former customer, with its history', () => {
  const left = breakdown([LEFT, PAID], true);
  expect(left).toMatchObject({ customerUntil: '2026-08-31', publishedBand: 'unknown' });
  expect(left.history).toEqual([['2026-08-30', 41]]);
  expect(healthBreakdown.safeParse(left).success).toBe(true);
});

test('one that only the CRM calls no customer any more has no day', () => {
  expect(breakdown([RUNNING, PAID], false).customerUntil).toBeNull();
});

test.each([
  ['a customer', [RUNNING, PAID], true, SCORED],
  ['a customer of whom nothing is known', [], true, []],
  ['a company that was never scored', [], false, []],
])('%s is no former one', (_, records, isCustomer, history) => {
  expect('customerUntil' in breakdown(records, isCustomer, history)).toBe(false);
});
