import { type RecordOf, type SourceRecord } from '../../../src/model/record.ts';
import { assembleSignals, customerFrom, lostOn } from '../../../src/pipeline/assemble/assemble.ts';
import { type CompanyFacts, type PortalFacts } from '../../../src/pipeline/assemble/facts.ts';
import {
  contact,
  crmCompany,
  deal,
  facts,
  invoice,
  meeting,
  portal,
  subscription,
  usageDay,
} from './builders.ts';

const AS_OF = '2026-11-01';

function signals(
  company: CompanyFacts,
  over: { asOf?: string; isLatest?: boolean; portal?: PortalFacts } = {},
) {
  return assembleSignals(company, over.portal ?? portal(), {
    asOf: over.asOf ?? AS_OF,
    isLatest: over.isLatest ?? false,
    history: [],
    managerId: null,
  });
}

test('goals, value, budget and advocacy reach the score as they were known on the day', () => {
  const on = { accountId: '1' };
  const known: SourceRecord[] = [
    {
      ...on,
      kind: 'goal',
      id: 'g',
      name: 'Cut costs',
      measuredAt: '2026-09-01',
      progress: 0.5,
      startedAt: '2026-01-01',
      dueAt: '2026-12-31',
    },
    { ...on, kind: 'roi', id: 'r', at: '2026-09-01', value: 300, cost: 100 },
    { ...on, kind: 'budget', id: 'b', at: '2026-09-01', change: 0.1, dedicated: true },
    { ...on, kind: 'advocacy', id: 'a', at: '2026-09-01', act: 'case-study' },
  ];
  const { business, relationship } = signals(facts(known));
  expect(business).toMatchObject({
    goals: [{ name: 'Cut costs', progress: 0.5 }],
    roi: { value: 300, cost: 100 },
    budget: { change: 0.1, dedicated: true },
  });
  expect(relationship?.advocacy).toEqual([{ kind: 'case-study', at: '2026-09-01' }]);
  const before = signals(facts(known), { asOf: '2026-08-31' });
  expect(before.business).toMatchObject({ goals: undefined, roi: undefined, budget: undefined });
  expect(before.relationship?.advocacy).toEqual([]);
});

describe('usage', () => {
  test('without a matched analytics account there is no usage, not silence', () => {
    expect(signals(facts([])).usage).toBeUndefined();
  });

  test('the order of the stored days does not matter, of one user or of several', () => {
    const days = ['u2', 'u1', 'u3'].flatMap((user) =>
      ['2026-10-30', '2026-10-02', '2026-10-31'].map((day) =>
        usageDay(user, day, { features: { [`feature ${user}`]: 'moderate' }, integrations: [user] }),
      ),
    );
    const usage = signals(facts([], days)).usage;
    expect(usage?.users?.map(({ id }) => id)).toEqual(['u1', 'u2', 'u3']);
    expect(signals(facts([], days.toReversed())).usage).toEqual(usage);
  });

  test('a matched account that went silent has coverage and no daily rows in it', () => {
    const usage = signals(facts([], [usageDay('u1', '2026-01-01')])).usage;
    expect(usage?.coverage).toEqual({ from: '2026-05-06', to: AS_OF });
    expect(usage?.daily).toEqual([]);
    expect(usage?.users).toEqual([]);
  });

  test('days after the as-of day are not seen', () => {
    const company = facts(
      [],
      [usageDay('u1', '2026-10-30'), usageDay('u1', '2026-11-02'), usageDay('u2', '2026-11-03')],
    );
    const usage = signals(company).usage;
    expect(usage?.daily).toEqual([{ date: '2026-10-30', activeUsers: 1 }]);
    expect(usage?.users?.map((user) => user.id)).toEqual(['u1']);
  });

  test('users are counted by day and window; two sources of one user-day are one active day', () => {
    const company = facts(
      [],
      [
        usageDay('u1', '2026-11-01'),
        usageDay('u1', '2026-11-01', { source: 'mixpanel', events: 3 }),
        usageDay('u1', '2026-10-02'),
        usageDay('u2', '2026-11-01', { workflowsStarted: 3, workflowsCompleted: 2 }),
      ],
    );
    const usage = signals(company).usage;
    expect(usage?.daily).toContainEqual({ date: '2026-11-01', activeUsers: 2 });
    expect(usage?.users?.find((user) => user.id === 'u1')).toMatchObject({
      activeDays: [1, 1, 0, 0, 0, 0],
      lastActive: AS_OF,
    });
    expect(usage?.workflows).toEqual({ started: 3, completed: 2 });
  });

  test('features count in the newest window with their deepest use, out of those known by then', () => {
    const company = facts(
      [],
      [
        usageDay('u1', '2026-10-30', { features: { reports: 'basic' } }),
        usageDay('u1', '2026-10-31', { features: { reports: 'advanced' } }),
        usageDay('u2', '2026-10-31', { features: { reports: 'moderate' }, integrations: ['slack'] }),
        usageDay('u2', '2026-09-01', { features: { exports: 'basic' }, integrations: ['crm'] }),
      ],
    );
    const known = portal({
      features: [
        ['reports', '2026-01-01'],
        ['exports', '2026-01-01'],
        ['ai', '2026-12-01'],
      ],
    });
    const usage = signals(company, { portal: known }).usage;
    expect(usage?.features).toEqual({ available: 2, used: [{ id: 'reports', depth: 'advanced', users: 2 }] });
    expect(usage?.integrations).toEqual({ active: ['slack'] });
    expect(usage?.users?.find((user) => user.id === 'u1')?.advancedFeatures).toBe(1);
  });

  test('integrations that report by themselves are nobody at work', () => {
    const sync = usageDay('system', '2026-10-31', { events: 0, integrations: ['slack'] });
    const usage = signals(facts([], [sync])).usage;
    expect(usage).toMatchObject({ daily: [], users: [], integrations: { active: ['slack'] } });
  });

  test('roles come from CRM contacts by e-mail, and a silent key user is kept', () => {
    const company = facts([contact()], [usageDay('u1', '2025-12-01')], new Map([['u1', 'ana@ACME.com']]));
    expect(signals(company).usage?.users).toEqual([
      expect.objectContaining({
        id: 'u1',
        role: 'executive-sponsor',
        lastActive: '2025-12-01',
        activeDays: [0, 0, 0, 0, 0, 0],
      }),
    ]);
  });

  test('a person is one user under all their ids', () => {
    const rows = [
      usageDay('u1-device', '2026-06-01'),
      usageDay('u1', '2026-10-30'),
      usageDay('u1-device', '2026-10-30'),
    ];
    const emails = new Map([
      ['u1', 'ana@acme.com'],
      ['u1-device', 'ANA@acme.com'],
    ]);
    const usage = signals(facts([contact()], rows, emails)).usage;
    expect(usage?.users).toEqual([expect.objectContaining({ id: 'u1', lastActive: '2026-10-30' })]);
    expect(usage?.daily).toContainEqual({ date: '2026-10-30', activeUsers: 1 });
  });

  test('a key user who was not seen for a year is no user any more', () => {
    const company = facts([contact()], [usageDay('u1', '2025-11-01')], new Map([['u1', 'ana@acme.com']]));
    expect(signals(company, { asOf: '2026-10-31' }).usage?.users).toHaveLength(1);
    expect(signals(company, { asOf: '2026-11-01' }).usage?.users).toEqual([]);
  });

  test('before they were a customer nothing is covered', () => {
    const company = facts(
      [],
      [usageDay('u1', '2026-10-30')],
      new Map(),
      crmCompany({ customerSince: '2026-10-15' }),
    );
    expect(signals(company).usage?.coverage?.from).toBe('2026-10-15');
  });
});

describe('seats', () => {
  test('the past is what was billed then, never today’s subscription', () => {
    const company = facts([
      invoice({ id: 'a', issuedAt: '2026-08-01', seats: 10 }),
      invoice({ id: 'b', issuedAt: '2026-10-01', seats: 12 }),
      subscription({ seats: 15 }),
    ]);
    expect(signals(company, { asOf: '2026-09-01' }).usage?.seats).toBe(10);
    expect(signals(company).usage?.seats).toBe(12);
    expect(signals(company, { isLatest: true }).usage?.seats).toBe(15);
  });

  test('the terms of a past day tell where bills do not, and those still ahead are not known', () => {
    const terms = (id: string, points: [at: string, seats: number | null][]): RecordOf<'mrr'> => ({
      kind: 'mrr',
      id,
      accountId: 'cus_1',
      currency: 'EUR',
      points: points.map(([at, seats]) => ({ at, seats, monthlyAmount: 100 })),
    });
    const company = facts([
      subscription({ accountId: 'cus_1', seats: null }),
      terms('a', [
        ['2026-01-01', 10],
        ['2026-09-15', 14],
        ['2026-12-01', 90],
      ]),
      terms('b', [['2026-10-20', 5]]),
    ]);
    expect(signals(company, { asOf: '2026-09-01' }).usage?.seats).toBe(10);
    expect(signals(company, { asOf: '2026-10-01' }).usage?.seats).toBe(14);
    expect(signals(company).usage?.seats).toBe(19);
    const unpriced = facts([subscription({ accountId: 'cus_1' }), terms('c', [['2026-01-01', null]])]);
    expect(signals(unpriced).usage?.seats).toBeUndefined();
  });

  test('several billing accounts add up; one that ended counts no more', () => {
    const company = facts([
      invoice({ id: 'a', accountId: 'cus_1', seats: 10 }),
      invoice({ id: 'b', accountId: 'cus_2', seats: 4 }),
      subscription({ accountId: 'cus_1' }),
      subscription({ id: 'sub_2', accountId: 'cus_2', endedAt: '2026-10-10' }),
    ]);
    expect(signals(company, { asOf: '2026-10-05' }).usage?.seats).toBe(14);
    expect(signals(company).usage?.seats).toBe(10);
  });
});

describe('business', () => {
  test('an invoice paid later is open on the day; one issued later is unknown', () => {
    const company = facts([invoice(), invoice({ id: 'in_2', issuedAt: '2026-11-05', dueAt: '2026-11-20' })]);
    expect(signals(company, { asOf: '2026-10-17' }).business?.invoices).toEqual([
      { id: 'in_1', dueAt: '2026-10-15', paidAt: undefined, amount: 100, status: 'open' },
    ]);
    expect(signals(company).business?.invoices?.[0]).toMatchObject({ paidAt: '2026-10-20', status: 'paid' });
  });

  test('the renewal is the first one after the day, month ends included', () => {
    const company = facts([subscription({ currentPeriodEnd: '2027-01-31', termMonths: 1 })]);
    expect(signals(company, { asOf: '2026-02-10' }).business?.contract?.renewsAt).toBe('2026-02-28');
    expect(signals(company).business?.contract?.renewsAt).toBe('2026-11-30');
  });

  test('auto-renewal is off from the day the customer cancelled', () => {
    const company = facts([subscription({ canceledAt: '2026-10-10', autoRenew: false })]);
    expect(signals(company, { asOf: '2026-10-09' }).business?.contract?.autoRenew).toBe(true);
    expect(signals(company, { asOf: '2026-10-10' }).business?.contract?.autoRenew).toBe(false);
  });

  test('expansion talks: a contraction is marked; none is an empty list only where deals are kept at all', () => {
    const company = facts([
      deal(),
      deal({ id: '701', dealType: 'contraction' }),
      deal({ id: '702', dealType: 'renewal' }),
    ]);
    expect(signals(company).business?.expansion).toEqual([
      { at: '2026-09-01', contraction: false },
      { at: '2026-09-01', contraction: true },
    ]);
    expect(signals(facts([])).business?.expansion).toEqual([]);
    expect(signals(facts([]), { portal: portal({ kinds: [] }) }).business?.expansion).toBeUndefined();
  });
});

describe('relationship', () => {
  test('the sponsor engages by meetings held, and has left when all sponsors have', () => {
    const company = facts([
      contact(),
      meeting(),
      meeting({ id: '901', at: '2026-10-20', outcome: 'no-show' }),
    ]);
    expect(signals(company).relationship?.sponsor).toMatchObject({
      identified: true,
      left: false,
      lastEngagedAt: '2026-09-20',
    });
    const gone = facts([contact({ leftAt: '2026-10-01' })]);
    expect(signals(gone).relationship?.sponsor).toMatchObject({ left: true });
    expect(signals(gone, { asOf: '2026-09-30' }).relationship?.sponsor).toMatchObject({ left: false });
  });

  test('nobody marked at this company is "none identified"; nobody marked anywhere says nothing', () => {
    const company = facts([contact({ role: 'member' })]);
    expect(signals(company).relationship?.sponsor).toEqual({ identified: false });
    expect(signals(company, { portal: portal({ roles: [] }) }).relationship?.sponsor).toBeUndefined();
    expect(signals(facts([])).relationship?.sponsor).toBeUndefined();
  });

  test('reviews without an outcome, moved ones and old ones do not count', () => {
    const company = facts([
      meeting({ id: 'a', at: '2026-09-20' }),
      meeting({ id: 'b', at: '2026-06-20', outcome: 'no-show' }),
      meeting({ id: 'c', at: '2026-08-20', outcome: null }),
      meeting({ id: 'd', at: '2026-08-21', outcome: 'rescheduled' }),
      meeting({ id: 'e', at: '2025-09-20' }),
      meeting({ id: 'f', at: '2026-12-01', outcome: 'scheduled' }),
      meeting({ id: 'g', at: '2026-10-01', review: false }),
    ]);
    expect(signals(company).relationship?.reviews).toEqual({
      scheduled: 2,
      attended: 1,
      lastAttendedAt: '2026-09-20',
    });
  });
});

describe('who is a customer', () => {
  test('lost on the last day any subscription ran; not while one runs or billing is unknown', () => {
    expect(
      lostOn(
        facts([subscription({ endedAt: '2026-05-01' }), subscription({ id: 's2', endedAt: '2026-06-01' })]),
        AS_OF,
      ),
    ).toBe('2026-06-01');
    expect(
      lostOn(facts([subscription({ endedAt: '2026-05-01' }), subscription({ id: 's2' })]), AS_OF),
    ).toBeNull();
    expect(lostOn(facts([]), AS_OF)).toBeNull();
  });

  test('customer from the CRM, else from the first subscription', () => {
    expect(customerFrom(facts([]), AS_OF)).toBe('2025-01-01');
    const unknown = crmCompany({ customerSince: null });
    expect(customerFrom(facts([subscription()], [], new Map(), unknown), AS_OF)).toBe('2025-01-01');
    expect(customerFrom(facts([], [], new Map(), unknown), AS_OF)).toBeNull();
  });
});

test('nothing that happens after the day changes what is assembled for it', () => {
  const day = '2026-09-15';
  const past: SourceRecord[] = [
    invoice({ issuedAt: '2026-09-01', dueAt: '2026-09-10', paidAt: null, status: 'open' }),
    subscription(),
    contact(),
    meeting({ at: '2026-09-01' }),
    deal(),
  ];
  const later: SourceRecord[] = [
    invoice({ id: 'in_9', issuedAt: '2026-09-16', dueAt: '2026-10-01' }),
    contact({ id: '502', createdAt: '2026-09-16', role: 'champion' }),
    meeting({ id: '909', at: '2026-09-16' }),
    deal({ id: '709', createdAt: '2026-09-16', dealType: 'contraction' }),
    { kind: 'failed-charge', id: 'ch_9', accountId: 'cus_1', at: '2026-09-16' },
  ];
  const usage = [usageDay('u1', '2026-09-14')];
  const known = signals(facts(past, usage), { asOf: day });
  const leaked = signals(facts([...past, ...later], [...usage, usageDay('u2', '2026-09-16')]), { asOf: day });
  expect({ ...leaked, business: { ...leaked.business, failedCharges: undefined } }).toEqual(known);
  expect(leaked.business?.failedCharges).toEqual([]);
});

describe('outreach and answers that the CRM delivers one by one', () => {
  const ours = (id: string, sentAt: string, thread?: string): SourceRecord => ({
    ...{ kind: 'outreach', id, accountId: '1', sentAt, answeredAt: null },
    ...(thread !== undefined && { thread }),
  });
  const theirs = (id: string, at: string, answersThread?: string): SourceRecord => ({
    ...{ kind: 'interaction', id, accountId: '1', at, method: 'email', contactId: 'c1' },
    ...(answersThread !== undefined && { answersThread }),
  });
  const outreach = (asOf: string, ...records: SourceRecord[]) =>
    signals(facts(records), { asOf }).relationship?.outreach;

  test('the first word of theirs in the thread after ours is the answer', () => {
    const sentAt = '2026-10-10T09:00:00Z';
    const others = [
      theirs('2', '2026-10-09T09:00:00Z', 'a'),
      theirs('3', '2026-10-12T09:00:00Z', 'a'),
      theirs('4', '2026-10-11T09:00:00Z', 'a'),
      theirs('5', '2026-10-10T10:00:00Z', 'b'),
      theirs('6', '2026-10-10T10:00:00Z'),
    ];
    expect(outreach(AS_OF, ours('1', sentAt, 'a'), ...others)).toEqual([
      { sentAt, answeredAt: '2026-10-11T09:00:00Z' },
    ]);
    expect(outreach('2026-10-10', ours('1', sentAt, 'a'), ...others)).toEqual([{ sentAt }]);
    expect(outreach(AS_OF, ours('1', sentAt), ...others)).toEqual([{ sentAt }]);
  });
});
