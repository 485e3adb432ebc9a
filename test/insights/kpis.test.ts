import { addToCohorts, cohortRetention } from '../../src/insights/kpis/cohorts.ts';
import { KpiBook, MOST_PERIODS } from '../../src/insights/kpis/kpi-book.ts';
import { type KpiCustomer, type KpiPeriod, type PeriodCosts } from '../../src/insights/kpis/kpi-input.ts';
import { KPI_DEFINITIONS, kpiValues } from '../../src/insights/kpis/definitions.ts';
import { type Kpis, kpisOf as kpisOfTally } from '../../src/insights/kpis/kpis.ts';
import { calendarPeriods } from '../../src/insights/kpis/periods.ts';
import { addToTally, concerns, emptyTally } from '../../src/insights/kpis/tally-period.ts';
import { type CohortTally } from '../../src/model/kpi-tally.ts';
import { type KpiId } from '../../src/model/kpi-view.ts';

const QUARTER = { from: '2026-01-01', to: '2026-04-01' };

const customer = (companyId: string, rest: Partial<KpiCustomer> = {}): KpiCustomer => ({
  companyId,
  segment: 'smb',
  customerFrom: '2025-01-01',
  lostOn: null,
  lossReason: null,
  currency: 'EUR',
  mrr: [{ from: '2025-01-01', amount: 100 }],
  trialFrom: null,
  onboarding: null,
  nps: [],
  csat: [],
  ...rest,
});

function kpisOf(customers: readonly KpiCustomer[], period: KpiPeriod, costs?: PeriodCosts) {
  const tally = emptyTally();
  for (const each of customers) addToTally(tally, each, period);
  return kpisOfTally(tally, { currency: 'EUR', ...(costs === undefined ? {} : { costs }) });
}

function cohortsOf(customers: readonly KpiCustomer[], until: string) {
  const cohorts: Record<string, CohortTally> = {};
  for (const each of customers) addToCohorts(cohorts, each, until);
  return cohortRetention(cohorts, 'EUR');
}

const BOOK = [
  customer('stays', { nps: [{ at: '2026-02-01', score: 9 }], csat: [{ at: '2026-03-31', score: 5 }] }),
  customer('grows', {
    mrr: [
      { from: '2025-01-01', amount: 100 },
      { from: '2026-02-01', amount: 180 },
    ],
    nps: [{ at: '2026-02-01', score: 10 }],
  }),
  customer('shrinks', {
    mrr: [
      { from: '2025-01-01', amount: 200 },
      { from: '2026-03-01', amount: 150 },
    ],
    nps: [{ at: '2026-03-01', score: 7 }],
  }),
  customer('leaves', {
    lostOn: '2026-02-15',
    lossReason: 'competitor',
    nps: [{ at: '2026-02-01', score: 2 }],
    csat: [{ at: '2026-02-01', score: 2 }],
  }),
  customer('left before', {
    lostOn: '2025-12-31',
    lossReason: 'other',
    nps: [{ at: '2025-11-01', score: 0 }],
  }),
  customer('begins', {
    segment: 'enterprise',
    customerFrom: '2026-01-20',
    mrr: [{ from: '2026-01-20', amount: 500 }],
    trialFrom: '2026-01-05',
    onboarding: { done: 3, due: 4 },
  }),
  customer('comes and goes', {
    customerFrom: '2026-01-10',
    lostOn: '2026-03-01',
    mrr: [{ from: '2026-01-10', amount: 40 }],
    trialFrom: '2025-12-20',
  }),
  customer('only tries', { customerFrom: null, mrr: [], trialFrom: '2026-02-01' }),
];

test('a quarter by hand', () => {
  const kpis = kpisOf(BOOK, QUARTER, { retention: 800, acquisition: 3000 });
  expect(kpis).toMatchObject({
    customersAtStart: 4,
    customersAtEnd: 4,
    newCustomers: 2,
    lost: 1,
    churnRate: 0.25,
    lostByReason: { competitor: 1, freemium: 0, 'closed-down': 0, other: 0, unknown: 0 },
    revenue: {
      mrrAtStart: 500,
      mrrAtEnd: 930,
      newMrr: 500,
      expansionMrr: 80,
      contractionMrr: 50,
      churnedMrr: 100,
      nrr: 430 / 500,
      grr: 350 / 500,
      netNegativeChurn: false,
      arpa: 125,
    },
    ltv: 500,
    trialConversion: { trials: 2, rate: 0.5 },
    onboardingScore: 75,
    nps: { value: 25, answers: 4 },
    csat: { value: 0.5, answers: 2 },
    crc: 200,
    ltvToCrc: { value: 2.5, tooLow: true },
    cac: 1500,
    ltvToCac: { value: 1 / 3, tooLow: true },
  });
});

test('money adds up: start + new + expansion − contraction − churned is the end', () => {
  const { revenue } = kpisOf(BOOK, QUARTER);
  const { mrrAtStart, newMrr, expansionMrr, contractionMrr, churnedMrr, mrrAtEnd } = revenue;
  const ups = Number(newMrr) + Number(expansionMrr);
  expect(Number(mrrAtStart) + ups - Number(contractionMrr) - Number(churnedMrr)).toBe(mrrAtEnd);
});

test('expansion above what is lost is net negative churn', () => {
  const grown = BOOK.filter(({ companyId }) => ['grows', 'shrinks'].includes(companyId));
  expect(kpisOf(grown, QUARTER).revenue).toMatchObject({ netNegativeChurn: true, nrr: 1.1 });
});

test('what is not known is null, never 0', () => {
  const kpis = kpisOf([], QUARTER);
  expect(kpis).toMatchObject({ churnRate: null, ltv: null, crc: null, cac: null, onboardingScore: null });
  expect(kpis).toMatchObject({
    nps: { value: null },
    csat: { value: null },
    trialConversion: { rate: null },
  });
  expect(kpisOf([customer('a')], QUARTER)).toMatchObject({
    churnRate: 0,
    ltv: null,
    ltvToCrc: { value: null, tooLow: false },
  });
});

describe('revenue nobody billed', () => {
  const unbilled = customer('a', { currency: null, mrr: null });
  const moneyOf = (kpis: Kpis) =>
    Object.entries(kpiValues(kpis).values).filter(
      ([id]) =>
        ['money', 'yes-no'].includes(KPI_DEFINITIONS[id as KpiId].unit) || ['nrr', 'grr'].includes(id),
    );

  test('is not known, never 0 or "no": in a portal without billing, and of a group without', () => {
    const tally = emptyTally();
    addToTally(tally, unbilled, QUARTER);
    for (const kpis of [kpisOfTally(tally, { currency: null }), kpisOfTally(tally, { currency: 'EUR' })]) {
      expect(kpis).toMatchObject({ customersAtStart: 1, churnRate: 0 });
      expect(moneyOf(kpis).filter(([, value]) => value !== null)).toEqual([]);
    }
  });

  test('is 0 where there was no customer to bill', () => {
    expect(kpisOf([], QUARTER).revenue).toMatchObject({ mrrAtStart: 0, mrrAtEnd: 0, nrr: null });
  });
});

test('churn is called abandono in Spanish', () => {
  const spanish = Object.values(KPI_DEFINITIONS).flatMap(({ title, formula }) => [title.es, formula.es]);
  expect(spanish.filter((text) => /cancelaci/i.test(text))).toEqual([]);
  expect(KPI_DEFINITIONS.churnRate.title.es).toBe('Tasa de abandono');
  expect(KPI_DEFINITIONS.netNegativeChurn.title.es).toBe('Abandono neto negativo');
});

test('NPS: 0–6 detract, 7 and 8 are passive, 9 and 10 promote', () => {
  const npsOf = (scores: readonly number[]) =>
    kpisOf([customer('a', { nps: scores.map((score) => ({ at: '2026-02-01', score })) })], QUARTER).nps;
  expect(npsOf([0, 6]).value).toBe(-100);
  expect(npsOf([7, 8]).value).toBe(0);
  expect(npsOf([9, 10, 6]).value).toBeCloseTo(100 / 3, 12);
});

describe('the first of a month belongs to that month', () => {
  const [FEBRUARY, MARCH] = [
    { from: '2026-02-01', to: '2026-03-01' },
    { from: '2026-03-01', to: '2026-04-01' },
  ];
  const FIRST = '2026-03-01';

  test('who begins on it is new in it, and pays new MRR in it', () => {
    const begun = [customer('a', { customerFrom: FIRST, mrr: [{ from: FIRST, amount: 70 }] })];
    expect(kpisOf(begun, FEBRUARY)).toMatchObject({
      customersAtEnd: 0,
      newCustomers: 0,
      revenue: { newMrr: 0, mrrAtEnd: 0 },
    });
    expect(kpisOf(begun, MARCH)).toMatchObject({
      customersAtStart: 0,
      customersAtEnd: 1,
      newCustomers: 1,
      revenue: { newMrr: 70, mrrAtStart: 0, mrrAtEnd: 70 },
    });
  });

  test('who is lost on it is lost in it', () => {
    const lost = [customer('a', { lostOn: FIRST, lossReason: 'other' })];
    expect(kpisOf(lost, FEBRUARY)).toMatchObject({ lost: 0, customersAtEnd: 1, revenue: { churnedMrr: 0 } });
    expect(kpisOf(lost, MARCH)).toMatchObject({
      lost: 1,
      customersAtStart: 1,
      customersAtEnd: 0,
      revenue: { churnedMrr: 100 },
    });
    expect(
      [FEBRUARY, MARCH, { from: '2026-04-01', to: '2026-05-01' }].map((each) => concerns(lost[0]!, each)),
    ).toEqual([true, true, false]);
  });

  test('who pays more or less from it on does so in it; a trial that pays from it on converts in it', () => {
    const steps = (amount: number) => [
      { from: '2025-01-01', amount: 100 },
      { from: FIRST, amount },
    ];
    const moved = [customer('a', { mrr: steps(150) }), customer('b', { mrr: steps(80) })];
    expect(kpisOf(moved, FEBRUARY).revenue).toMatchObject({ expansionMrr: 0, contractionMrr: 0, nrr: 1 });
    expect(kpisOf(moved, MARCH).revenue).toMatchObject({
      expansionMrr: 50,
      contractionMrr: 20,
      mrrAtStart: 200,
    });
    const tried = [customer('c', { trialFrom: '2026-02-10', customerFrom: FIRST })];
    expect(kpisOf(tried, FEBRUARY).trialConversion).toEqual({ trials: 1, rate: 0 });
  });

  test('month after month, the end of one is the start of the next', () => {
    const months = calendarPeriods('month', '2026-06-15', 6).map((month) => kpisOf(BOOK, month));
    for (const [index, next] of months.slice(1).entries()) {
      expect(next.customersAtStart).toBe(months[index]?.customersAtEnd);
      expect(next.revenue.mrrAtStart).toBe(months[index]?.revenue.mrrAtEnd);
    }
  });

  test('the running period counts today', () => {
    const [running] = calendarPeriods('month', FIRST, 1);
    expect(running).toMatchObject({ from: FIRST, to: '2026-03-02', complete: false });
    const today = customer('a', { customerFrom: FIRST, nps: [{ at: FIRST, score: 9 }] });
    expect(kpisOf([today], running!)).toMatchObject({
      newCustomers: 1,
      customersAtEnd: 1,
      nps: { answers: 1 },
    });
    expect(kpisOf([customer('b', { lostOn: FIRST })], running!)).toMatchObject({
      lost: 1,
      customersAtEnd: 0,
    });
  });
});

describe('a book of customers, counted one after the other', () => {
  const ASKED = '2026-04-01';
  const counted = (customers: readonly KpiCustomer[]) => {
    const book = new KpiBook(ASKED);
    for (const each of customers) book.add(each);
    const tallyOf = (grain: string, from: string, segment: string | null) =>
      book
        .periodsCounted()
        .find((each) => each.grain === grain && each.from === from && each.segment === segment)?.tally;
    return { book, tallyOf, overview: book.overview({ total: 0, listed: [] }) };
  };

  test('gives the figures of each period that the customers together give, and those of its segments', () => {
    const { tallyOf } = counted(BOOK);
    const quarter = tallyOf('quarter', QUARTER.from, null) ?? emptyTally();
    expect(kpisOfTally(quarter, { currency: 'EUR' })).toEqual(kpisOf(BOOK, QUARTER));
    const enterprise = BOOK.filter(({ segment }) => segment === 'enterprise');
    const part = tallyOf('quarter', QUARTER.from, 'enterprise') ?? emptyTally();
    expect(kpisOfTally(part, { currency: 'EUR' })).toEqual(kpisOf(enterprise, QUARTER));
  });

  test('segments split the whole; customers without one stand under "none"', () => {
    const { book } = counted([...BOOK, customer('x', { segment: null })]);
    const parts = book
      .periodsCounted()
      .filter(({ grain, from }) => grain === 'quarter' && from === QUARTER.from);
    expect(parts.map(({ segment }) => segment).sort()).toEqual(['enterprise', 'none', null, 'smb'].sort());
    const atStart = (all: boolean) =>
      parts
        .filter(({ segment }) => (segment === null) === all)
        .reduce((sum, { tally }) => sum + tally.customersAtStart, 0);
    expect([atStart(true), atStart(false)]).toEqual([5, 5]);
  });

  test('periods in which nothing happened are not kept, and never more than 36 of a length', () => {
    const { book } = counted([customer('old', { customerFrom: '1990-01-01' }), ...BOOK]);
    for (const grain of ['month', 'quarter', 'year']) {
      const kept = book.periodsCounted().filter((each) => each.grain === grain && each.segment === null);
      expect(kept.length).toBeLessThanOrEqual(MOST_PERIODS);
    }
    expect(
      counted([customer('lost', { customerFrom: '1990-01-01', lostOn: '1990-02-01' })]).book.periodsCounted(),
    ).toEqual([]);
    expect(concerns(customer('only tries', { customerFrom: null, trialFrom: '2026-02-01' }), QUARTER)).toBe(
      true,
    );
  });

  test('money is that of the currency with most of it; who pays in others, or is not billed, is told', () => {
    const { overview, tallyOf } = counted([
      customer('euro'),
      customer('dollar', { currency: 'USD', mrr: [{ from: '2025-01-01', amount: 900 }] }),
      customer('no rate', { currency: 'GBP', mrr: null }),
      customer('unbilled', { currency: null, mrr: [] }),
      customer('prospect', { currency: null, mrr: [], customerFrom: null }),
    ]);
    expect(overview).toMatchObject({ currency: 'USD', gaps: { foreign: 2, unbilled: 1 } });
    const quarter = tallyOf('quarter', QUARTER.from, null) ?? emptyTally();
    expect(kpisOfTally(quarter, overview)).toMatchObject({
      customersAtStart: 4,
      revenue: { mrrAtStart: 900, arpa: 900 },
    });
    expect(kpisOfTally(quarter, { currency: null }).revenue).toMatchObject({ mrrAtStart: null, arpa: null });
  });
});

test('cohorts: who and how much is left, month by month', () => {
  const cohorts = cohortsOf(BOOK, '2026-04-15');
  expect(cohorts.map(({ month, customers }) => [month, customers])).toEqual([
    ['2025-01', 5],
    ['2026-01', 2],
  ]);
  // Who is lost on the first of March was a customer to the end of February.
  expect(cohorts[1]?.retained).toEqual([1, 1, 0.5]);
  expect(cohorts[1]?.revenueRetained).toEqual([1, 1, 500 / 540]);
  expect(cohorts[0]?.retained).toHaveLength(15);
  expect(cohorts[0]?.retained.at(-1)).toBe(0.6);
  expect(cohortsOf([customer('late', { customerFrom: '2027-01-01' })], '2026-04-15')).toEqual([]);
});
