import { dayNumber } from '../../src/model/day.ts';
import { type PlayedAccount, playOutcomes } from '../../src/insights/plays/outcomes.ts';

const START = dayNumber('2026-01-01');
const KNOWN = dayNumber('2026-12-31');
const WEEKS = Array.from({ length: 40 }, (_, week) => week * 7);

/** Weekly scores that change by `change` over the 60 days after day 100. */
const account = (
  companyId: string,
  from: number,
  change: number,
  rest: Partial<PlayedAccount> = {},
): PlayedAccount => ({
  companyId,
  segment: 'smb',
  days: Int32Array.from(WEEKS, (day) => START + day),
  scores: Float64Array.from(WEEKS, (day) => from + change * Math.min(1, Math.max(0, (day - 100) / 60))),
  plays: [],
  lostOn: null,
  ...rest,
});
const played = { plays: [{ id: 'call', at: START + 100 }] };
const many = (count: number, make: (index: number) => PlayedAccount) =>
  Array.from({ length: count }, (_, index) => make(index));

test('compares with similar accounts without the play, and says it is an association', () => {
  const accounts = [
    ...many(12, (index) => account(`p${index}`, 50 + index / 10, 12, played)),
    ...many(20, (index) => account(`c${index}`, 50 + index / 10, 4)),
    ...many(20, (index) => account(`far${index}`, 80, -40)),
    ...many(20, (index) => account(`other${index}`, 50, -40, { segment: 'enterprise' })),
  ];
  const [outcome] = playOutcomes(accounts, KNOWN);
  expect(outcome).toMatchObject({ play: 'call', compared: 12, notCompared: 0, kind: 'association', kept: 1 });
  expect(outcome?.change).toBeCloseTo(12, 9);
  expect(outcome?.changeWithout).toBeCloseTo(4, 9);
  expect(outcome?.difference).toBeCloseTo(8, 9);
  expect(outcome?.ci?.[0]).toBeCloseTo(8, 9);
});

test('a customer lost after the play counts as lost, not as missing', () => {
  const accounts = [
    ...many(12, (index) =>
      account(`p${index}`, 50, 10, { ...played, lostOn: index < 6 ? START + 130 : null }),
    ),
    ...many(5, (index) => account(`c${index}`, 50, 10)),
  ];
  const [outcome] = playOutcomes(accounts, KNOWN);
  expect(outcome).toMatchObject({ kept: 0.5, keptWithout: 1 });
  expect(outcome?.change).toBeCloseTo((6 * -50 + 6 * 10) / 12, 9);
});

test.each([
  ['too few plays', many(9, (index) => account(`p${index}`, 50, 5, played)), 9, KNOWN],
  ['no account alike', many(12, (index) => account(`p${index}`, 20, 5, played)), 0, KNOWN],
  ['too early to tell', many(12, (index) => account(`p${index}`, 50, 5, played)), 0, START + 120],
])('%s: nothing is said', (_what, accounts, compared, known) => {
  const controls = many(5, (index) => account(`c${index}`, 50, 0));
  const [outcome] = playOutcomes([...accounts, ...controls], known);
  expect(outcome).toMatchObject({ compared, difference: null, ci: null, kept: null });
});

test('the score on which accounts are matched is never later than the play', () => {
  const late = account('late', 50, 0, {
    ...played,
    days: Int32Array.of(START + 101),
    scores: Float64Array.of(50),
  });
  const [outcome] = playOutcomes([late, account('c', 50, 0)], KNOWN);
  expect(outcome).toMatchObject({ compared: 0, notCompared: 1 });
});

test('of many accounts alike the nearest five count, and none that had a play of its own around', () => {
  const accounts = [
    ...many(10, (index) => account(`p${index}`, 50, 0, played)),
    ...many(5, (index) => account(`near${index}`, 50 + index / 10, 2)),
    ...many(30, (index) => account(`further${index}`, 53 - (index % 2) * 6, 40)),
    ...many(30, (index) => account(`busy${index}`, 50, 40, { plays: [{ id: 'other', at: START + 50 }] })),
  ];
  const outcome = playOutcomes(accounts, KNOWN).find(({ play }) => play === 'call');
  expect(outcome).toMatchObject({ compared: 10 });
  expect(outcome?.changeWithout).toBeCloseTo(2, 9);
});

test('a customer played with often is one customer: it neither makes ten nor narrows the interval', () => {
  const daily = Array.from({ length: 15 }, (_, index) => ({ id: 'call', at: START + 86 + index }));
  const often = account('often', 50, 12, { plays: daily });
  const quiet = many(5, (index) => account(`c${index}`, 50, 0));
  const [alone] = playOutcomes([often, ...quiet], KNOWN);
  expect(alone).toMatchObject({ compared: 15, change: null, difference: null, ci: null, kept: null });

  const once = many(10, (index) => account(`p${index}`, 50, 0, played));
  const [outcome] = playOutcomes([often, ...once, ...quiet], KNOWN);
  // Some draws leave it out, and then nothing has changed.
  expect(outcome?.difference).toBeGreaterThan(5);
  expect(outcome?.ci?.[0]).toBeCloseTo(0, 9);
});

test('five points apart is alike, more is not', () => {
  const pairs = (score: number) => {
    const accounts = [account('p', 50, 0, played), account('c', score, 0)];
    return playOutcomes(accounts, KNOWN)[0]?.compared;
  };
  expect([pairs(45), pairs(55), pairs(44.9), pairs(55.1)]).toEqual([1, 1, 0, 0]);
});
