import { addDays } from '../../../src/model/day.ts';
import { assembleSignals } from '../../../src/pipeline/assemble/assemble.ts';
import { usageStanding } from '../../../src/pipeline/assemble/usage.ts';
import { crmCompany, facts, invoice, portal, usageDay } from './builders.ts';

/** Last day that the source delivered. */
const END = '2026-09-01';
const FEEDS = ['login-activity', 'active-user-penetration'];
const connected = portal({
  sources: {
    amplitude: { status: 'error', reason: 'Amplitude: 401', feeds: FEEDS },
    mixpanel: { status: 'ok', feeds: FEEDS },
  },
});

const daysUpTo = (
  end: string,
  days: number,
  userId: string,
  source = 'amplitude',
  email: string | null = null,
) => Array.from({ length: days }, (_, back) => usageDay(userId, addDays(end, -back), { source, email }));

const covered = (amplitude: string, mixpanel?: string) =>
  new Map([
    ['amplitude', { from: '2025-11-01', to: amplitude }],
    ...(mixpanel === undefined ? [] : ([['mixpanel', { from: '2025-11-01', to: mixpanel }]] as const)),
  ]);

const on = (company: ReturnType<typeof facts>, asOf: string, known = connected) => ({
  standing: usageStanding(company, known, asOf),
  usage: assembleSignals(company, known, { asOf, isLatest: false, history: [], managerId: null }).usage,
});

describe('a source that stopped delivering', () => {
  const company = facts(
    [invoice({ issuedAt: '2026-08-01', seats: 10 })],
    daysUpTo(END, 90, 'u1'),
    new Map(),
    crmCompany(),
    covered(END),
  );

  test('is waited for a week, as exports may come weekly', () => {
    const { standing, usage } = on(company, addDays(END, 7));
    expect(standing).toBe('known');
    expect(usage).toMatchObject({ coverage: { to: END }, users: [{ id: 'u1' }] });
    expect(usage?.users?.[0]?.activeDays?.[0]).toBe(23);
  });

  test.each([8, 35, 90])(
    'says nothing after %p days: nobody knows who is active, the seats are known',
    (days) => {
      const { standing, usage } = on(company, addDays(END, days));
      expect(standing).toBe('out');
      expect(usage).toEqual({ seats: 10, coverage: { from: expect.any(String) as string, to: END } });
    },
  );

  test('is no source any more after a quarter, nor when it was disconnected', () => {
    expect(on(company, addDays(END, 91))).toEqual({ standing: 'gone', usage: { seats: 10 } });
    expect(on(company, addDays(END, 35), portal())).toEqual({ standing: 'gone', usage: { seats: 10 } });
  });

  test('leaves the days before as they were', () => {
    for (const asOf of [END, addDays(END, -30)]) {
      const { standing, usage } = on(company, asOf);
      expect(standing).toBe('known');
      expect(usage?.users?.[0]).toMatchObject({ lastActive: asOf });
    }
  });

  test('a company whose source goes on without them is not at work', () => {
    const silent = facts([], daysUpTo(END, 90, 'u1'), new Map(), crmCompany(), covered('2026-10-30'));
    expect(on(silent, '2026-11-01')).toMatchObject({
      standing: 'known',
      usage: { daily: expect.any(Array) as unknown[], users: [{ activeDays: [0, 0, 29, 30, 30, 1] }] },
    });
  });
});

describe('one of two sources that stopped delivering', () => {
  const both = (email: string | null) =>
    facts(
      [],
      [
        ...daysUpTo(END, 90, 'u1', 'amplitude', email),
        ...daysUpTo('2026-10-01', 90, 'u2', 'mixpanel', email),
      ],
      new Map(),
      crmCompany(),
      covered(END, '2026-10-01'),
    );

  test('leaves unknown what became of the people whom it alone knew', () => {
    expect(on(both(null), '2026-10-01').standing).toBe('out');
    expect(on(both(null), addDays(END, 7)).standing).toBe('known');
  });

  test('is not missed where the other one has all of them, nor once it is disconnected', () => {
    expect(on(both('ana@acme.com'), '2026-10-01').standing).toBe('known');
    const onlyOther = portal({ sources: { mixpanel: { status: 'ok', feeds: FEEDS } } });
    expect(on(both(null), '2026-10-01', onlyOther).standing).toBe('known');
  });

  test('is not missed where its last people left long before', () => {
    const company = facts(
      [],
      [...daysUpTo(addDays(END, -31), 30, 'u1'), ...daysUpTo('2026-10-01', 90, 'u2', 'mixpanel')],
      new Map(),
      crmCompany(),
      covered(END, '2026-10-01'),
    );
    expect(on(company, '2026-10-01').standing).toBe('known');
  });
});
