import { KpiBook } from '../../../src/insights/kpis/kpi-book.ts';
import { kpisOf } from '../../../src/insights/kpis/kpis.ts';
import { createExchange } from '../../../src/model/exchange.ts';
import { type SourceRecord } from '../../../src/model/record.ts';
import { companyFacts } from '../../../src/pipeline/assemble/facts.ts';
import { followUps } from '../../../src/pipeline/proof/follow-ups.ts';
import { kpiCustomers } from '../../../src/pipeline/proof/kpi-customer.ts';
import { CRM_SOURCE } from '../../../src/store/records.ts';
import { crmCompany } from '../../helpers/crm-company.ts';
import { bill, subscription } from './judged-portal.ts';

const TODAY = '2026-06-30';
const factsOf = (records: readonly SourceRecord[], customerSince: string | null = '2025-01-31') =>
  companyFacts(
    crmCompany('1', { customerSince }),
    records.map((record) => ({ source: CRM_SOURCE, record })),
    [],
    new Map(),
  );

describe('a customer as the KPIs see it', () => {
  test('the first bill known holds from the start, so that it is no growth; later ones move it', () => {
    const facts = factsOf([
      subscription('1', null),
      bill('1', '2025-11-01', 100),
      bill('1', '2026-02-01', 150),
    ]);
    expect(kpiCustomers(facts, TODAY)[0]).toMatchObject({
      customerFrom: '2025-01-31',
      lostOn: null,
      trialFrom: null,
      currency: 'EUR',
      mrr: [
        { from: '2025-01-31', amount: 100 },
        { from: '2026-02-01', amount: 150 },
      ],
    });
  });

  test('a trial is no customer until the first amount; what happens after the day is not known on it', () => {
    const points = [
      { at: '2026-03-01', monthlyAmount: 0 },
      { at: '2026-04-01', monthlyAmount: 90 },
    ];
    const facts = factsOf([{ kind: 'mrr', id: 'm', accountId: '1', currency: 'EUR', points }], null);
    // A series of steps says in which currency only together with a subscription or a bill.
    expect(kpiCustomers(facts, TODAY)[0]).toMatchObject({ customerFrom: null, mrr: [], currency: null });
    const paid = factsOf(
      [subscription('1', '2026-07-15'), { kind: 'mrr', id: 'm', accountId: '1', currency: 'EUR', points }],
      null,
    );
    expect(kpiCustomers(paid, TODAY)[0]).toMatchObject({
      trialFrom: '2026-03-01',
      customerFrom: '2026-04-01',
      lostOn: null,
    });
    expect(kpiCustomers(paid, '2026-03-15')[0]).toMatchObject({ customerFrom: null });
  });

  test('a trial that ended without an amount is a trial, and no customer who was lost', () => {
    const trial = [subscription('1', '2026-05-30'), { ...bill('1', '2026-03-31', 0), amount: 0 }];
    const [tried] = kpiCustomers(factsOf(trial, null), TODAY);
    expect(tried).toMatchObject({ customerFrom: null, lostOn: null, trialFrom: '2026-03-31' });
    const [never] = kpiCustomers(factsOf([{ ...trial[0]!, trial: true } as SourceRecord], null), TODAY);
    expect(never).toMatchObject({ customerFrom: null, lostOn: null, trialFrom: '2024-01-01' });
  });

  test('a trial that only bills tell of ends with the first amount; free days of an old customer are none', () => {
    const records = [subscription('1', null), bill('1', '2026-03-01', 0), bill('1', '2026-03-15', 50)];
    const [converted] = kpiCustomers(factsOf(records, null), TODAY);
    expect(converted).toMatchObject({ trialFrom: '2026-03-01', customerFrom: '2026-03-15' });
    const [old] = kpiCustomers(factsOf(records), TODAY);
    expect(old).toMatchObject({ trialFrom: null, customerFrom: '2025-01-31' });
  });

  test('money of a currency without a rate is nothing, not a number of another currency', () => {
    const exchange = createExchange('USD', []);
    const facts = factsOf([subscription('1', null), bill('1', '2026-01-01', 100)]);
    expect(kpiCustomers(facts, TODAY, { exchange })[0]).toMatchObject({
      currency: 'USD',
      mrr: null,
      customerFrom: '2025-01-31',
      trialFrom: null,
    });
  });
});

describe('a customer who left and came back', () => {
  const BACK = [
    { ...subscription('1', '2026-03-31'), id: 'a' },
    { ...subscription('1', null), id: 'b', startedAt: '2026-09-20' },
    { ...bill('1', '2025-02-01', 100), id: 'i1', subscriptionId: 'a' },
    { ...bill('1', '2026-09-20', 130), id: 'i2', subscriptionId: 'b' },
  ] as SourceRecord[];
  const nps = (at: string): SourceRecord => ({
    kind: 'survey',
    id: at,
    accountId: '1',
    survey: 'nps',
    score: 9,
    at,
  });

  test('was lost once and is new once, with what each time brought', () => {
    const customers = kpiCustomers(factsOf([...BACK, nps('2026-02-01'), nps('2026-09-25')]), '2026-10-15');
    expect(customers).toMatchObject([
      {
        customerFrom: '2025-01-31',
        lostOn: '2026-03-31',
        mrr: [
          { from: '2025-01-31', amount: 100 },
          { from: '2026-03-31', amount: 0 },
        ],
        nps: [{ at: '2026-02-01' }],
      },
      {
        customerFrom: '2026-09-20',
        lostOn: null,
        mrr: [{ from: '2026-09-20', amount: 130 }],
        nps: [{ at: '2026-09-25' }],
      },
    ]);
    const book = new KpiBook('2026-10-15');
    for (const each of customers) book.add(each);
    const of = (month: string) =>
      book.periodsCounted().find(({ grain, from }) => grain === 'month' && from === month)!.tally;
    expect(of('2026-03-01')).toMatchObject({ lost: { unknown: 1 }, newCustomers: 0 });
    expect(of('2026-09-01')).toMatchObject({ lost: {}, newCustomers: 1 });
    expect(book.periodsCounted().some(({ grain, from }) => grain === 'month' && from === '2026-06-01')).toBe(
      false,
    );
    const year = book.periodsCounted().find(({ grain, from }) => grain === 'year' && from === '2026-01-01');
    expect(year?.tally.revenue.EUR).toMatchObject({ churnedMrr: 100, newMrr: 130, expansionMrr: 0 });
    expect(kpisOf(year!.tally, { currency: 'EUR' })).toMatchObject({ lost: 1, revenue: { nrr: 0 } });
  });

  test('while it is away there is nothing of the time to come', () => {
    expect(kpiCustomers(factsOf(BACK), TODAY)).toMatchObject([{ lostOn: '2026-03-31' }]);
  });

  test('the reason in the CRM is that of the latest loss', () => {
    const again = { ...BACK[1], endedAt: '2026-11-30' } as SourceRecord;
    const facts = factsOf([BACK[0]!, again]);
    const lost = { ...facts, company: { ...facts.company, healthProperties: { why: 'competitor' } } };
    const lossReasons = { property: 'why', meanings: {} };
    const reasonsOn = (day: string) =>
      kpiCustomers(lost, day, { lossReasons }).map(({ lossReason }) => lossReason);
    expect(reasonsOn('2026-10-15')).toEqual(['competitor', null]);
    expect(reasonsOn('2026-12-15')).toEqual([null, 'competitor']);
  });

  test('a renewal signed some days late is no fall and no rise', () => {
    const late = [
      { ...subscription('1', '2026-03-31'), id: 'a' },
      { ...subscription('1', null), id: 'b', startedAt: '2026-04-10' },
      { ...bill('1', '2025-02-01', 100), id: 'i1', subscriptionId: 'a' },
      { ...bill('1', '2026-04-10', 100), id: 'i2', subscriptionId: 'b' },
    ] as SourceRecord[];
    const customers = kpiCustomers(factsOf(late), TODAY);
    expect(customers).toHaveLength(1);
    expect(customers[0]?.mrr?.map(({ amount }) => amount)).toEqual([100, 100]);
  });
});

describe('follow-ups of S4', () => {
  const nps = (at: string, score: number): SourceRecord => ({
    kind: 'survey',
    id: at,
    accountId: '1',
    survey: 'nps',
    score,
    at,
  });
  const open = (...records: SourceRecord[]) => followUps(factsOf(records), TODAY, null);

  test.each([
    [6, 'detractor', 'detractor-call', '2026-06-29', true],
    [7, 'passive', 'useful-tutorial', '2026-07-05', false],
    [9, 'promoter', 'ask-reference', '2026-07-05', false],
  ])('an answer of %s: %s', (score, kind, play, dueAt, overdue) => {
    expect(open(nps('2026-06-28', score))).toMatchObject([{ kind, play, dueAt, overdue, score }]);
  });

  test('only the latest answer, only for a month, and not once the play was done', () => {
    expect(open(nps('2026-06-10', 2), nps('2026-06-28', 10))).toMatchObject([{ kind: 'promoter' }]);
    expect(open(nps('2026-05-31', 2))).toEqual([]);
    expect(open(nps('2026-07-01', 2))).toEqual([]);
    const done = (completedAt: string): SourceRecord => ({
      kind: 'task',
      id: completedAt,
      accountId: '1',
      createdAt: '2026-06-01',
      subject: '',
      status: 'COMPLETED',
      completedAt,
      key: '42:1:playbook:stabilise@2026-06-01:detractor-call',
    });
    expect(open(nps('2026-06-28', 2), done('2026-06-28'))).toEqual([]);
    expect(open(nps('2026-06-28', 2), done('2026-06-20'))).toHaveLength(1);
  });

  test('a smaller bill calls for contact at once', () => {
    const bills = [bill('1', '2026-01-01', 100), bill('1', '2026-06-25', 60)];
    expect(open(subscription('1', null), ...bills)).toMatchObject([
      { kind: 'contraction', at: '2026-06-25', dueAt: '2026-06-25', score: null },
    ]);
  });
});
