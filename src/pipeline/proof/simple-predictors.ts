import { addDays, type Day, dayNumber } from '../../model/day.ts';
import { pulseValidity } from '../../scoring/bands/index.ts';
import { eachActiveDay } from '../../store/activity-month.ts';
import { loadPulses } from '../../store/pulses.ts';
import { loadCoverage, loadUsage, type StoredUsage } from '../../store/usage.ts';
import { placeAfter } from '../assemble/place-after.ts';
import { type PipelineDeps } from '../deps.ts';
import { latestPulse } from '../people-entries.ts';

/** Who was active is looked for so much further back: whoever was not is silent, and how long hardly matters. */
const LOOK_BACK_DAYS = 90;

/** What a score has to beat, as it was known at the end of a day; NaN: not known. */
export interface SimplePredictors {
  /** The judgement of the customer success manager, 1–5, while it counts. */
  pulseOn(companyId: string, day: Day): number;
  /** Days since anybody of the company was active, as far back as usage was looked at. */
  daysSinceLastLogin(companyId: string, day: Day): number;
}

/** The simple predictors of some companies on any day from `since` on. */
export async function loadSimplePredictors(
  { db, portalId }: Pick<PipelineDeps, 'db' | 'portalId'>,
  companyIds: readonly string[],
  since: Day,
): Promise<SimplePredictors> {
  const pulses = await loadPulses(db, portalId, companyIds);
  const coverage = await loadCoverage(db, portalId);
  const first = addDays(since, -LOOK_BACK_DAYS);
  // Nothing but who was active when: of no month what was done.
  const usage = await loadUsage(db, portalId, companyIds, { since: first, wholeSince: '9999-12-31' });
  const active = new Map([...usage].map(([companyId, months]) => [companyId, activeDays(months)]));
  const knownFrom = (companyId: string) => {
    const sources = new Set(usage.get(companyId)?.map(({ source }) => source));
    const starts = [...sources].flatMap((source) => coverage.get(source)?.from ?? []);
    return starts.length === 0 ? null : dayNumber([...starts, first].sort().at(-1)!);
  };
  return {
    pulseOn(companyId, day) {
      const pulse = latestPulse(pulses.get(companyId) ?? [], day);
      return pulse !== null && pulseValidity(pulse, day).valid ? pulse.score : Number.NaN;
    },
    daysSinceLastLogin(companyId, day) {
      const on = dayNumber(day);
      const days = active.get(companyId) ?? [];
      const last = days[placeAfter(days, on, (each) => each) - 1] ?? null;
      const from = last ?? knownFrom(companyId);
      return from === null || from > on ? Number.NaN : on - from;
    },
  };
}

/** Day numbers on which anybody was active, ascending. */
function activeDays(months: readonly StoredUsage[]): number[] {
  const days = new Set<number>();
  for (const { month } of months) eachActiveDay(month, (_user, day) => days.add(day));
  return [...days].sort((left, right) => left - right);
}
