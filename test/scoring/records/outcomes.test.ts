import { dayNumber } from '../../../src/model/day.ts';
import { type RecordOf } from '../../../src/model/record.ts';
import { outcomes } from '../../../src/scoring/records/outcomes.ts';

const goal = (over: Partial<RecordOf<'goal'>> = {}): RecordOf<'goal'> => ({
  kind: 'goal',
  id: 'g1',
  accountId: 'a',
  name: 'Cut costs',
  measuredAt: '2026-06-01',
  progress: 0.4,
  startedAt: '2026-01-01',
  dueAt: '2026-12-31',
  ...over,
});
const on = (day: string) => dayNumber(day);

test('each goal counts by its latest reading up to the day; later readings are not known yet', () => {
  const records = {
    goal: [
      goal({ id: 'g3', measuredAt: '2026-09-01', progress: 0.9 }),
      goal(),
      goal({ id: 'g2', measuredAt: '2026-08-01', progress: 0.6 }),
      goal({ id: 'other', name: 'Automate', progress: 0.1 }),
    ],
  };
  expect(outcomes(records, on('2026-08-15')).goals).toEqual([
    { name: 'Cut costs', progress: 0.6, startedAt: '2026-01-01', dueAt: '2026-12-31' },
    { name: 'Automate', progress: 0.1, startedAt: '2026-01-01', dueAt: '2026-12-31' },
  ]);
  expect(outcomes(records, on('2026-05-31')).goals).toBeUndefined();
});

test('of two readings of a day the one with the later id counts, whatever their order', () => {
  const readings = [goal({ id: 'a', progress: 0.1 }), goal({ id: 'b', progress: 0.2 })];
  for (const order of [readings, [...readings].reverse()]) {
    expect(outcomes({ goal: order }, on('2026-06-01')).goals).toEqual([
      expect.objectContaining({ progress: 0.2 }),
    ]);
  }
});

test('a goal stops counting a year after it was due', () => {
  const records = { goal: [goal()] };
  expect(outcomes(records, on('2027-12-30')).goals).toHaveLength(1);
  expect(outcomes(records, on('2027-12-31')).goals).toBeUndefined();
});

test('value and budget count by their latest reading, until it is out of date', () => {
  const records = {
    roi: [
      { kind: 'roi', id: 'r1', accountId: 'a', at: '2026-01-10', value: 100, cost: 50 },
      { kind: 'roi', id: 'r2', accountId: 'a', at: '2026-07-10', value: 300, cost: 50 },
    ],
    budget: [{ kind: 'budget', id: 'b', accountId: 'a', at: '2026-01-10', change: -0.1, dedicated: null }],
  } as const;
  expect(outcomes(records, on('2026-03-01'))).toEqual({
    goals: undefined,
    roi: { value: 100, cost: 50 },
    budget: { change: -0.1, dedicated: undefined },
  });
  expect(outcomes(records, on('2027-02-13')).budget).toBeDefined();
  expect(outcomes(records, on('2027-02-14'))).toMatchObject({ roi: { value: 300 }, budget: undefined });
  expect(outcomes({}, on('2026-03-01'))).toEqual({ goals: undefined, roi: undefined, budget: undefined });
});
