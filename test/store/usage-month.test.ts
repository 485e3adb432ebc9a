import fc from 'fast-check';
import { addDays, dayFromNumber } from '../../src/model/day.ts';
import { type UsageUserDay } from '../../src/model/source.ts';
import { activityOf, eachActiveDay } from '../../src/store/activity-month.ts';
import { monthOf, packMonth } from '../../src/store/usage-month.ts';
import { daysOf, type UsageDay } from '../helpers/usage-days.ts';

const chunks = fc.integer({ min: 0, max: 29 }).map((days) => addDays('2026-09-01', days));
const feature = fc.constantFrom('reports', 'api', 'a b', 'a', 'b');
const rows = fc.array(
  fc.record({
    accountId: fc.constant('acct_1'),
    userId: fc.constantFrom('u1', 'u2', 'u 3'),
    day: chunks,
    chunk: chunks,
    events: fc.nat(50),
    workflowsStarted: fc.nat(5),
    workflowsCompleted: fc.nat(5),
    features: fc.dictionary(feature, fc.constantFrom('basic', 'moderate', 'advanced')),
    integrations: fc.array(fc.constantFrom('slack', 'crm', 'slack crm'), { maxLength: 2 }),
    email: fc.constant(null),
  }),
  { maxLength: 30 },
);
const EVERYTHING = { from: '2026-09-01', to: '2026-09-30' };

function stored({ accountId: _account, chunk: _chunk, ...row }: UsageUserDay): UsageDay {
  return { source: 's', ...row };
}

function unpacked(month: ReturnType<typeof packMonth>): UsageDay[] {
  if (month === null) return [];
  return daysOf([{ source: 's', month: JSON.parse(JSON.stringify(month)) as typeof month }]);
}

const inOrder = (days: readonly UsageDay[]) => days.map((each) => JSON.stringify(sortKeys(each))).sort();
const sortKeys = (each: UsageDay) =>
  Object.entries({ ...each, features: Object.entries(each.features).sort() }).sort();

test('a packed month gives back what went in', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const month = packMonth(given, null, EVERYTHING);
      expect(inOrder(unpacked(month))).toEqual(inOrder(given.map((row) => stored(row))));
    }),
  );
});

test('replaced chunks go, the others stay as they were', () => {
  fc.assert(
    fc.property(rows, rows, chunks, chunks, (first, second, one, other) => {
      const replaces = one < other ? { from: one, to: other } : { from: other, to: one };
      const isReplaced = (row: { chunk: string }) => row.chunk >= replaces.from && row.chunk <= replaces.to;
      const fresh = (second as UsageUserDay[]).filter(isReplaced);
      const month = packMonth(fresh, packMonth(first, null, EVERYTHING), replaces);
      const expected = [...(first as UsageUserDay[]).filter((row) => !isReplaced(row)), ...fresh];
      expect(inOrder(unpacked(month))).toEqual(inOrder(expected.map(stored)));
    }),
  );
});

test('an address that is known once stays known', () => {
  const row: UsageUserDay = {
    accountId: 'acct_1',
    userId: 'u1',
    day: '2026-09-02',
    chunk: '2026-09-02T10',
    events: 1,
    workflowsStarted: 0,
    workflowsCompleted: 0,
    features: {},
    integrations: [],
    email: 'ana@acme.com',
  };
  const known = packMonth([row], null, EVERYTHING);
  const hour = { from: '2026-09-02T11', to: '2026-09-02T11' };
  const month = packMonth([{ ...row, chunk: '2026-09-02T11', email: null }], known, hour);
  expect(unpacked(month).map((each) => each.email)).toEqual(['ana@acme.com', 'ana@acme.com']);
  expect(monthOf(row.chunk)).toBe('2026-09');
});

test('nothing left is no month', () => {
  expect(packMonth([], null, EVERYTHING)).toBeNull();
  const row = { accountId: 'a', userId: 'u', day: '2026-09-02', chunk: '2026-09-02', email: null } as const;
  const numbers = { events: 1, workflowsStarted: 0, workflowsCompleted: 0, features: {}, integrations: [] };
  const month = packMonth([{ ...row, ...numbers }], null, EVERYTHING);
  expect(packMonth([], month, EVERYTHING)).toBeNull();
});

test('who was active when is what the whole month says', () => {
  const activeDays = (month: Parameters<typeof eachActiveDay>[0]) => {
    const seen = new Set<string>();
    eachActiveDay(month, (user, day) => seen.add(`${month.users[user]?.[0] ?? ''} ${dayFromNumber(day)}`));
    return [...seen].sort();
  };
  fc.assert(
    fc.property(rows, (given) => {
      const month = packMonth(given, null, EVERYTHING);
      if (month === null) return;
      const active = given.filter(({ events }) => events > 0).map(({ userId, day }) => `${userId} ${day}`);
      const expected = [...new Set(active)].sort();
      expect(activeDays(month)).toEqual(expected);
      expect(activeDays(JSON.parse(JSON.stringify(activityOf(month))) as typeof month)).toEqual(expected);
    }),
  );
});
