import { addDays, dayNumber, type Day } from '../../model/day.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * The calendar of a project. Projects made since 2023 export in UTC; older ones count days and seconds in their own
 * time zone, so that their `time` read as UTC is the clock on the wall there.
 */
export interface ProjectCalendar {
  /** Day in the project when it is this instant (milliseconds). */
  dayAt(instant: number): Day;
  /** The real instant of a `time` of the project, in milliseconds. */
  instantOf(projectTime: number): number;
}

const UTC: ProjectCalendar = { dayAt: dayOfTime, instantOf: (projectTime) => projectTime };

/** @param timeZone IANA name, for example `Europe/Madrid` */
export function projectCalendar(timeZone: string): ProjectCalendar {
  if (timeZone === 'UTC') return UTC;
  const offsetAt = offsets(timeZone);
  return {
    dayAt: (instant) => dayOfTime(instant + offsetAt(instant)),
    instantOf(projectTime) {
      // The offset that holds a little earlier or later is wrong only within hours of a change of the clocks.
      const guess = projectTime - offsetAt(projectTime);
      return projectTime - offsetAt(guess);
    },
  };
}

function dayOfTime(milliseconds: number): Day {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** The instant at which a project day begins, in milliseconds. */
function startOfProjectDay(calendar: ProjectCalendar, day: Day): number {
  return calendar.instantOf(dayNumber(day) * DAY_MS);
}

/** Last UTC day that is wholly over when the project day is. */
export function lastCoveredDay(calendar: ProjectCalendar, projectDay: Day): Day {
  return dayOfTime(startOfProjectDay(calendar, addDays(projectDay, 1)) - DAY_MS);
}

/** Milliseconds the zone is ahead of UTC at an instant, remembered by hour: no zone changes inside one. */
function offsets(timeZone: string): (instant: number) => number {
  const known = new Map<number, number>();
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (instant) => {
    const hour = Math.floor(instant / HOUR_MS);
    const offset = known.get(hour) ?? parseOffset(format, hour * HOUR_MS);
    known.set(hour, offset);
    return offset;
  };
}

/** `GMT+05:30` → 19,800,000. */
function parseOffset(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  const size = Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * 60_000;
  return sign === '-' ? -size : size;
}
