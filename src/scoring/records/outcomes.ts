import { type Day, dayNumber } from '../../model/day.ts';
import { type RecordsByKind } from '../../model/record.ts';
import { type BusinessSignals } from '../../model/signals.ts';

/** A goal that was due longer ago says nothing about today. */
const GOAL_DAYS = 365;
/** Value and budget are told about once a year; older ones are out of date. */
const YEARLY_DAYS = 400;

/** What the customer reached, got for its money and plans to spend, by the latest reading of each up to a day. */
export function outcomes(
  records: RecordsByKind,
  asOf: number,
): Pick<BusinessSignals, 'goals' | 'roi' | 'budget'> {
  const goals = [...Map.groupBy(records.goal ?? [], (each) => each.name).values()]
    .map((readings) => latest(readings, (each) => each.measuredAt, asOf))
    .filter((each) => each !== undefined)
    .filter((each) => asOf - dayNumber(each.dueAt) < GOAL_DAYS)
    .map(({ name, progress, startedAt, dueAt }) => ({ name, progress, startedAt, dueAt }));
  const roi = recent(
    latest(records.roi ?? [], (each) => each.at, asOf),
    asOf,
  );
  const budget = recent(
    latest(records.budget ?? [], (each) => each.at, asOf),
    asOf,
  );
  return {
    goals: goals.length === 0 ? undefined : goals,
    roi: roi && { value: roi.value, cost: roi.cost },
    budget: budget && { change: budget.change, dedicated: budget.dedicated ?? undefined },
  };
}

/** The newest of the readings made by a day; of two of the same day, the one with the later id. */
function latest<Reading extends { readonly id: string }>(
  readings: readonly Reading[],
  at: (reading: Reading) => Day,
  asOf: number,
): Reading | undefined {
  let newest: Reading | undefined;
  for (const each of readings) {
    if (dayNumber(at(each)) > asOf) continue;
    const order = newest === undefined ? 1 : dayNumber(at(each)) - dayNumber(at(newest));
    if (newest === undefined || order > 0 || (order === 0 && each.id > newest.id)) newest = each;
  }
  return newest;
}

function recent<Reading extends { readonly at: Day }>(
  reading: Reading | undefined,
  asOf: number,
): Reading | undefined {
  return reading !== undefined && asOf - dayNumber(reading.at) < YEARLY_DAYS ? reading : undefined;
}
