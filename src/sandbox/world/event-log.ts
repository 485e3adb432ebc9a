import { addDays, dayNumber, type Day } from '../../model/day.ts';
import { Random } from './random.ts';
import { type World, type WorldCompany } from './types.ts';
import { parseEventName } from './vocabulary.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const STREAM = 230;

/** One thing that somebody did in the product. */
export interface LoggedEvent {
  readonly id: string;
  readonly company: WorldCompany;
  readonly userId: string;
  /** Empty where the product does not know it. */
  readonly email: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly event: string;
  readonly integration: string | null;
}

/** Event by event what the users of a company did on a UTC day; always the same for the same world. */
export function* eventLog(world: World, company: WorldCompany, day: Day): Generator<LoggedEvent> {
  const number = dayNumber(day);
  const random = new Random(world.options.seed, STREAM, company.index, number);
  for (const { userId, email, events } of world.work(company, day)) {
    const start = number * DAY_MS + random.integer(7 * HOUR_MS, 17 * HOUR_MS);
    let time = start;
    let place = 0;
    for (const { name, count } of events) {
      const meaning = parseEventName(name);
      for (let times = 0; times < count && time < (number + 1) * DAY_MS; times += 1) {
        yield { id: `${userId}-${start}-${place}`, company, userId, email, time, ...meaning };
        time += random.integer(2000, 300_000);
        place += 1;
      }
    }
  }
}

/** What all of them did from one day to another, both inclusive, day by day. */
export function* eventLogOf(
  world: World,
  companies: readonly WorldCompany[],
  from: Day,
  to: Day,
): Generator<LoggedEvent> {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const company of companies) yield* eventLog(world, company, day);
  }
}
