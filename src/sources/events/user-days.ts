import { type DuckDBConnection } from '@duckdb/node-api';
import { type UsageUserDay } from '../../model/source.ts';
import { classifier } from '../amplitude/classify.ts';
import { type Depth, type EventMapping } from '../amplitude/mapping.ts';

/** Separates the parts of a list that leaves DuckDB as one text; cannot occur in a JSON string unescaped. */
export const LIST_SEPARATOR = '\u001f';

/** Events counted by day, account, user and name in a DuckDB relation, and how its values read. */
export interface CountedEvents {
  /** What stands behind FROM: a relation with the columns chunk, day, account, "user", event, email and events. */
  readonly from: string;
  /** The user as plain text: an expression over the relation. */
  readonly user: string;
  /** The plain name behind a value of the column `event`. */
  readonly nameOf: (stored: string) => string;
  /** The integration an event shows working: an expression over the relation and `class.integration`. */
  readonly integration: string;
}

/** Event properties that name an integration, each once; `class.integration` is a place among them. */
export function integrationProperties(mapping: EventMapping): string[] {
  return [...new Set(mapping.integrations.map((rule) => rule.property))];
}

/** `$1`: JSON list of what each event name counts as. */
const CLASSES_SQL = `
  CREATE OR REPLACE TEMP TABLE class AS
  SELECT unnest(from_json($1::VARCHAR, '[{"event":"VARCHAR","activity":"INTEGER","started":"INTEGER",
    "completed":"INTEGER","feature":"VARCHAR","integration":"INTEGER"}]'), recursive := true)`;

/**
 * One JSON list of user days an account: reading values one by one takes JavaScript three times as long. The lists
 * in it come in any order and with repetitions; sorting them here costs more than the whole rest of the statement.
 */
function userDaysSql({ from, user, integration }: CountedEvents): string {
  return `
    SELECT account,
      '[' || string_agg(json_array(chunk, day, "user", events, started, completed, features, integrations, email)::VARCHAR,
        ',' ORDER BY chunk, day, "user") || ']'
    FROM (
      SELECT chunk, day, account, ${user} AS "user",
        sum(events * activity)::INTEGER AS events,
        sum(events * started)::INTEGER AS started, sum(events * completed)::INTEGER AS completed,
        string_agg(feature, '${LIST_SEPARATOR}') AS features,
        string_agg(${integration}, '${LIST_SEPARATOR}') AS integrations,
        max(email) AS email
      FROM ${from} JOIN class USING (event)
      GROUP BY chunk, day, account, 4)
    GROUP BY account ORDER BY account`;
}

type PackedUserDay = readonly [
  chunk: string,
  day: string,
  userId: string,
  events: number,
  workflowsStarted: number,
  workflowsCompleted: number,
  features: string | null,
  integrations: string | null,
  email: string | null,
];

/** Counted events as user days under a mapping; ignored events leave no trace. By account, chunk, day and user. */
export async function userDays(
  connection: DuckDBConnection,
  counted: CountedEvents,
  mapping: EventMapping,
): Promise<UsageUserDay[]> {
  await classify(connection, counted, mapping);
  const features = remembered(parseFeatures);
  const integrations = remembered(parseList);
  const result = await connection.runAndReadAll(userDaysSql(counted));
  return result.getRows().flatMap(([account, packed]) => {
    const accountId = String(account);
    const days = JSON.parse(String(packed)) as PackedUserDay[];
    return days.map((row) => ({
      chunk: row[0],
      day: row[1],
      accountId,
      userId: row[2],
      events: row[3],
      workflowsStarted: row[4],
      workflowsCompleted: row[5],
      features: features(row[6]),
      integrations: integrations(row[7]),
      email: row[8],
    }));
  });
}

async function classify(
  connection: DuckDBConnection,
  { from, nameOf }: CountedEvents,
  mapping: EventMapping,
): Promise<void> {
  const meaning = classifier(mapping);
  const places = integrationProperties(mapping);
  const names = await connection.runAndReadAll(`SELECT DISTINCT event FROM ${from}`);
  const classes = names.getRows().flatMap(([value]) => {
    const event = String(value);
    const sort = meaning(nameOf(event));
    if (sort.ignored) return [];
    return {
      event,
      activity: Number(sort.activity),
      started: Number(sort.started),
      completed: Number(sort.completed),
      feature: sort.feature && `${sort.feature.depth}:${sort.feature.id}`,
      integration: sort.integration === null ? null : places.indexOf(sort.integration),
    };
  });
  await connection.run(CLASSES_SQL, [JSON.stringify(classes)]);
}

/** Many user days share the same few lists: each is parsed and held once. */
export function remembered<Value>(parse: (text: string) => Value): (text: string | null) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const key = text ?? '';
    const value = known.get(key) ?? parse(key);
    known.set(key, value);
    return value;
  };
}

/** The parts of a list that left DuckDB as one text, each once. */
export function parseList(text: string): readonly string[] {
  return text === '' ? [] : [...new Set(text.split(LIST_SEPARATOR))].sort();
}

const DEPTHS: readonly Depth[] = ['basic', 'moderate', 'advanced'];

/** `advanced:api␟basic:reports` → deepest use of each feature. */
function parseFeatures(text: string): Readonly<Record<string, Depth>> {
  return deepestOf(parseList(text));
}

/** Entries `depth:feature` → deepest use of each feature. */
export function deepestOf(entries: readonly string[]): Readonly<Record<string, Depth>> {
  const deepest: Record<string, Depth> = {};
  for (const depth of DEPTHS) {
    for (const entry of entries) {
      if (entry.startsWith(`${depth}:`)) deepest[entry.slice(depth.length + 1)] = depth;
    }
  }
  return deepest;
}
