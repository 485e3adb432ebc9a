import { type SourceRecord } from '../../src/model/record.ts';
import { type ScoreCompanyInput, scoreFacts } from '../../src/pipeline/score-company.ts';
import { NO_BAND } from '../../src/scoring/bands/index.ts';
import { resolveModel } from '../../src/scoring/index.ts';
import { type PastScore } from '../../src/store/snapshots.ts';
import { crmCompany, facts, invoice, portal, subscription, usageDay } from './assemble/builders.ts';

const model = resolveModel({});
const AS_OF = '2026-09-21';
const BEFORE = subscription({ id: 'a', startedAt: '2025-01-01', endedAt: '2026-03-31' });
const AGAIN = subscription({ id: 'b', startedAt: '2026-09-20', endedAt: null });
const BILLS = [
  invoice({ id: 'i1', issuedAt: '2026-01-01', dueAt: '2026-01-15', paidAt: '2026-01-10' }),
  invoice({ id: 'i2', issuedAt: '2026-09-20', dueAt: '2026-10-01', paidAt: null, status: 'open' }),
];

const stored = (asOf: string, score = 70): PastScore => ({
  asOf,
  modelId: model.id,
  modelVersion: model.version,
  score,
  provisional: false,
});

function score(records: readonly SourceRecord[], over: Partial<ScoreCompanyInput> = {}) {
  const usage = ['2026-03-20', '2026-09-20'].map((day) => usageDay('u1', day));
  return scoreFacts({
    facts: facts(records, usage, new Map(), crmCompany({ customerSince: null })),
    portal: portal(),
    model,
    asOf: AS_OF,
    isCustomer: true,
    managerId: null,
    history: [],
    bandState: null,
    ...over,
  });
}
const daysOf = ({ snapshots }: ReturnType<typeof scoreFacts>) => snapshots.map(({ asOf }) => asOf);

describe('a customer who left in March and came back in September', () => {
  test('is not scored in between, whether it was scored before or not', () => {
    const first = daysOf(score([BEFORE, AGAIN, ...BILLS]));
    expect(first.filter((day) => day >= '2026-03-31')).toEqual([AS_OF]);
    expect(first.length).toBeGreaterThan(10);
    const later = score([BEFORE, AGAIN, ...BILLS], { history: [stored('2026-03-30')] });
    expect(daysOf(later)).toEqual([AS_OF]);
  });

  test('begins anew: no change is told from before, and the first band is no change of band', () => {
    const published = {
      ...NO_BAND,
      published: 'green' as const,
      asOf: '2026-03-30',
      changedAt: '2026-01-01',
    };
    const scored = score([BEFORE, AGAIN, ...BILLS], {
      history: [stored('2026-03-30', 95)],
      bandState: published,
    });
    expect(scored.before).toBeNull();
    expect(scored.result.delta30d).toBeNull();
    expect(scored.bandState?.previous).toBeNull();
    expect(['unknown', scored.result.band]).toContain(scored.bandState?.published);
  });

  test('goes on as any other once it is back; days that no run scored are made up for', () => {
    const scored = score([BEFORE, AGAIN, ...BILLS], {
      asOf: '2026-09-25',
      history: [stored('2026-03-30'), stored('2026-09-22')],
    });
    expect(daysOf(scored)).toEqual(['2026-09-23', '2026-09-24', '2026-09-25']);
  });

  test('while it is away it is scored up to the loss, though the next contract is known', () => {
    const scored = score([BEFORE, AGAIN], { asOf: '2026-04-02', history: [stored('2026-03-28')] });
    expect(daysOf(scored)).toEqual(['2026-03-29', '2026-03-30']);
    expect(scored.bandState).toBeNull();
  });
});

test('a renewal signed some days late leaves no hole', () => {
  const late = subscription({ id: 'b', startedAt: '2026-04-10', endedAt: null });
  const scored = score([BEFORE, late], { asOf: '2026-04-11', history: [stored('2026-03-30')] });
  expect(daysOf(scored)).toHaveLength(12);
});

test('a trial that nobody paid for is not scored unless the CRM calls the company a customer', () => {
  const trial = subscription({ id: 't', startedAt: '2026-05-01', endedAt: '2026-06-30' });
  const points = ['2026-05-01', '2026-06-30'].map((at) => ({ at, monthlyAmount: 0 }));
  const records: SourceRecord[] = [
    trial,
    { kind: 'mrr', id: 't', accountId: 'cus_1', currency: 'EUR', points },
  ];
  expect(daysOf(score(records, { isCustomer: false }))).toEqual([]);
  const free = { ...trial, endedAt: null };
  expect(daysOf(score([free, records[1]!])).every((day) => day > '2026-05-01')).toBe(true);
});
