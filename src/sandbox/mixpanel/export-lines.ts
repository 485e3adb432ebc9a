import { eventLogOf, type LoggedEvent } from '../world/event-log.ts';
import { Random } from '../world/random.ts';
import { type World, type WorldCompany } from '../world/types.ts';

const DUPLICATED = 0.003;
/** Some clients send the group as a list. */
const LISTED = 0.1;
const STREAM = 210;

/** What the export says of an event; some are in it twice. */
function* linesOf(world: World, logged: LoggedEvent): Generator<object> {
  const { id, company, userId, email, time, event, integration } = logged;
  const random = new Random(world.options.seed, STREAM, company.index, Math.floor(time / 1000));
  const properties = {
    time,
    distinct_id: userId,
    $insert_id: id,
    company_id: random.chance(LISTED) ? [company.accountId] : company.accountId,
    ...(email === '' ? {} : { $email: email }),
    ...(integration === null ? {} : { integration }),
    mp_lib: 'web',
  };
  yield { event, properties };
  if (random.chance(DUPLICATED)) yield { event, properties };
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
  for (const logged of eventLogOf(world, companies, from, to)) {
    if (logged.time > until) continue;
    for (const fields of linesOf(world, logged)) {
      yield `${JSON.stringify(inMilliseconds ? fields : inSeconds(fields))}\n`;
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
