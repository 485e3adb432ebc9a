import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { Random } from '../world/random.ts';
import { type World, type WorldActivity, type WorldCompany } from '../world/types.ts';
import { parseEventName } from '../world/vocabulary.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DUPLICATED = 0.003;
/** Some clients send the group as a list. */
const LISTED = 0.1;
const STREAM = 210;

/** Events of one company on one UTC day as lines of the raw export, the time in milliseconds. */
function* companyDay(
  world: World,
  company: WorldCompany,
  day: { readonly number: number; readonly name: string },
): Generator<{ readonly time: number; readonly fields: object }> {
  const random = new Random(world.options.seed, STREAM, company.index, day.number);
  for (const activity of world.work(company, day.name)) {
    const start = day.number * DAY_MS + random.integer(7 * HOUR_MS, 17 * HOUR_MS);
    yield* userDay(random, company, activity, start);
  }
}

function* userDay(random: Random, company: WorldCompany, activity: WorldActivity, start: number) {
  const { userId, email } = activity;
  const account = random.chance(LISTED) ? [company.accountId] : company.accountId;
  let time = start;
  let place = 0;
  for (const { name, count } of activity.events) {
    const { event, integration } = parseEventName(name);
    for (let times = 0; times < count; times += 1) {
      const properties = {
        time,
        distinct_id: userId,
        $insert_id: `${userId}-${start}-${place}`,
        company_id: account,
        ...(email === '' ? {} : { $email: email }),
        ...(integration === null ? {} : { integration }),
        mp_lib: 'web',
      };
      yield { time, fields: { event, properties } };
      if (random.chance(DUPLICATED)) yield { time, fields: { event, properties } };
      time += random.integer(2000, 300_000);
      place += 1;
    }
  }
}

export interface ExportQuery {
  /** Days of the project, which counts in UTC, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly inMilliseconds: boolean;
}

/** The raw export of these days: one JSON object a line, nothing after `until`. */
export function* exportLines(
  world: World,
  companies: readonly WorldCompany[],
  { from, to, inMilliseconds }: ExportQuery,
  until: number,
): Generator<string> {
  for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
    const day = { number, name: dayFromNumber(number) };
    for (const company of companies) {
      for (const { time, fields } of companyDay(world, company, day)) {
        if (time > until || time >= (number + 1) * DAY_MS) continue;
        yield `${JSON.stringify(inMilliseconds ? fields : inSeconds(fields))}\n`;
      }
    }
  }
}

function inSeconds(fields: object): object {
  return JSON.parse(
    JSON.stringify(fields, (key, value: unknown) =>
      key === 'time' ? Math.floor(Number(value) / 1000) : value,
    ),
  ) as object;
}
