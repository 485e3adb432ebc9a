import fc from 'fast-check';
import { addDays, dayNumber } from '../../src/model/day.ts';
import { type UsageUserDay } from '../../src/model/source.ts';
import {
  lastOfEach,
  monthOf,
  packMonth,
  type StoredUsageDay,
  unpackMonth,
} from '../../src/store/usage-month.ts';

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

function stored(row: UsageUserDay): StoredUsageDay {
  const { userId, email, events, workflowsStarted, workflowsCompleted, features, integrations } = row;
  const day = dayNumber(row.day);
  return {
    source: 's',
    userId,
    email,
    day,
    events,
    workflowsStarted,
    workflowsCompleted,
    features,
    integrations,
  };
}

function unpacked(month: ReturnType<typeof packMonth>, since = 0): StoredUsageDay[] {
  const target: StoredUsageDay[] = [];
  if (month !== null) unpackMonth(JSON.parse(JSON.stringify(month)) as typeof month, 's', since, target);
  return target;
}

const inOrder = (days: readonly StoredUsageDay[]) =>
  days.map((each) => JSON.stringify(sortKeys(each))).sort();
const sortKeys = (each: StoredUsageDay) => ({ ...each, features: Object.entries(each.features).sort() });

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

test('nothing left is no month; days before the first one asked for are left out', () => {
  expect(packMonth([], null, EVERYTHING)).toBeNull();
  const row = { accountId: 'a', userId: 'u', day: '2026-09-02', chunk: '2026-09-02', email: null } as const;
  const numbers = { events: 1, workflowsStarted: 0, workflowsCompleted: 0, features: {}, integrations: [] };
  const month = packMonth([{ ...row, ...numbers }], null, EVERYTHING);
  expect(packMonth([], month, EVERYTHING)).toBeNull();
  expect(unpacked(month, dayNumber('2026-09-03'))).toEqual([]);
});

test('the last day of each user is that of the whole month', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const month = packMonth(given, null, EVERYTHING);
      if (month === null) return;
      const lastDays = (days: readonly StoredUsageDay[]) => {
        const byUser = Map.groupBy(days, ({ userId }) => userId);
        return new Map(
          [...byUser].map(([userId, all]) => {
            const active = all.filter(({ events }) => events > 0);
            return [userId, Math.max(...(active.length > 0 ? active : all).map(({ day }) => day))];
          }),
        );
      };
      const seen = unpacked(lastOfEach(month));
      expect(lastDays(seen)).toEqual(lastDays(unpacked(month)));
      expect(seen).toHaveLength(lastDays(seen).size);
    }),
  );
});
