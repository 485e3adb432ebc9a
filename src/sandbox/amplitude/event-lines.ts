import { Random } from '../world/random.ts';
import { type World, type WorldActivity, type WorldCompany } from '../world/types.ts';
import { type ConstantParts } from './constant-parts.ts';
import { EventTemplate } from './event-template.ts';
import { type HourLines } from './hour-lines.ts';
import { DAY_MS, HOUR_MS, TimestampWriter } from './timestamps.ts';

/** The lines of an hour (since the epoch), by upload; null for hours nobody asked for. */
export type HourSink = (hour: number) => HourLines | null;

const LATEST_UPLOAD_MS = 2 * HOUR_MS;
/** Share of user-days that were offline and upload late, and of the faults every real export has. */
const LATE = 0.1;
const DUPLICATED = 0.002;
const WITHOUT_USER_ID = 0.003;
const VISITOR_BEFORE = 0.02;
const VISITOR_EVENT = 'Login Page Viewed';
const STREAM = 200;

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** What the events of one user on one day have in common. */
interface UserDay {
  readonly random: Random;
  readonly template: EventTemplate;
  readonly lag: number;
  readonly sink: HourSink;
}

/** One event; rarely a second time, uploaded later under the same ids. */
function writeEvent(day: UserDay, start: Buffer, event: Buffer, place: number, instant: number): void {
  const uploaded = instant + day.lag;
  const lines = day.sink(Math.floor(uploaded / HOUR_MS));
  if (lines !== null) day.template.write(lines, start, event, { place, instant, uploaded });
  if (!day.random.chance(DUPLICATED)) return;
  const again = Math.min(instant + LATEST_UPLOAD_MS, uploaded + day.random.integer(1000, 600_000));
  const later = day.sink(Math.floor(again / HOUR_MS));
  if (later !== null) day.template.write(later, start, event, { place, instant, uploaded: again });
}

function drawLag(random: Random): number {
  return random.chance(LATE) ? random.integer(60_000, LATEST_UPLOAD_MS) : random.integer(500, 30_000);
}

function writeUser(
  day: UserDay,
  parts: ConstantParts,
  company: WorldCompany,
  activity: WorldActivity,
  start: number,
): void {
  const { random } = day;
  const system = activity.email === '';
  const { named, withoutId } = parts.user(company, activity);
  const nameless = !system && random.chance(WITHOUT_USER_ID);
  const dayEnd = (Math.floor(start / DAY_MS) + 1) * DAY_MS - 1;
  let instant = start;
  let place = 0;
  for (const { name, count } of activity.events) {
    const event = parts.event(name);
    for (let time = 0; time < count; time += 1) {
      writeEvent(day, place === 0 && nameless ? withoutId : named, event, place, instant);
      instant = Math.min(dayEnd, instant + (system ? HOUR_MS : random.integer(2000, 400_000)));
      place += 1;
    }
  }
}

/** Writes the events of a company on a UTC day (a day number) as the export's lines. */
export function writeCompanyDay(
  world: World,
  parts: ConstantParts,
  company: WorldCompany,
  day: { readonly number: number; readonly name: string },
  sink: HourSink,
): void {
  const active = world.activity(company, day.name);
  if (active.length === 0) return;
  const random = new Random(world.options.seed, STREAM, company.index, day.number);
  const times = new TimestampWriter(day.number);
  const idDay = `-${hex(day.number & 0xffff, 4)}-41f0-${hex(0x8000 + (company.index & 0xfff), 4)}-`;
  for (const [place, activity] of active.entries()) {
    const system = activity.email === '';
    const start = day.number * DAY_MS + random.integer(system ? 0 : 7 * HOUR_MS, 17 * HOUR_MS);
    const idPrefix = `${hex(random.integer(0, 0xffffffff), 8)}${idDay}${hex(place, 8)}`;
    const lag = drawLag(random);
    const session = system ? -1 : start;
    writeUser(
      { random, template: new EventTemplate(idPrefix, session, times), lag, sink },
      parts,
      company,
      activity,
      start,
    );
    if (!random.chance(VISITOR_BEFORE)) continue;
    const template = new EventTemplate(idPrefix, -1, times);
    writeEvent({ random, template, lag, sink }, parts.visitor, parts.event(VISITOR_EVENT), 0xffff, start);
  }
}
