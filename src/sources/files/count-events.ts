import { type DuckDBConnection } from '@duckdb/node-api';
import { type EventMapping } from '../amplitude/mapping.ts';
import { type EventsDataset, type Field } from '../datasets/dataset.ts';
import { accountOfEmail, EVENT_FAULTS } from '../datasets/event-accounts.ts';
import { expression, literal } from '../datasets/sql.ts';
import { EventVocabulary } from './event-vocabulary.ts';
import { type FileSet, readFilesSql, runOnFiles } from './reader.ts';

/** When an event is set aside, and why: the first that fits. */
const FAULTS = [
  ['day IS NULL', EVENT_FAULTS.time],
  [`event = ''`, EVENT_FAULTS.name],
  [`coalesce("user", '') = ''`, EVENT_FAULTS.user],
  ['account IS NULL', EVENT_FAULTS.account],
] as const;

const EMAIL_HOST = `lower(regexp_extract(email, '@([^@]*)$', 1))`;
/** Rows whose event names are learnt before the files are read. */
const SAMPLE_ROWS = 20_000;

/**
 * Counts the events of all datasets into the temporary table `counted`: a row for the events of one user on one day,
 * their features as bits (see {@link EventVocabulary}). Names that a first look did not meet have rows of their own
 * while the files are read, and join the others behind it. `fault` says why a row does not count.
 */
export async function countEvents(
  connection: DuckDBConnection,
  sets: readonly EventsDataset[],
  files: ReadonlyMap<string, FileSet>,
  mapping: EventMapping,
): Promise<EventVocabulary> {
  const vocabulary = new EventVocabulary(mapping);
  const sources = sets.map((set) => ({
    set,
    events: eventsSql(set, readFilesSql(set, files.get(set.name) ?? { paths: [], digest: '' })),
  }));
  await connection.run("SET TimeZone = 'UTC'");
  for (const { set, events } of sources) {
    await runOnFiles(
      connection,
      set,
      `CREATE OR REPLACE TEMP TABLE sample AS SELECT event FROM ${events} LIMIT ${SAMPLE_ROWS}`,
    );
    vocabulary.learn(await namesIn(connection, 'sample'));
  }
  await vocabulary.store(connection);
  await connection.run(createSql(vocabulary));
  for (const { set, events } of sources) {
    await runOnFiles(connection, set, insertSql(vocabulary, set, events));
    if (set.columns.id === undefined || !(await hasCopies(connection))) continue;
    await connection.run('DELETE FROM counted WHERE dataset = $1', [set.name]);
    await runOnFiles(connection, set, insertSql(vocabulary, set, onceEach(events)));
  }
  await classifyRest(connection, vocabulary);
  await nameAccountsByEmail(connection);
  const cases = FAULTS.map(([condition, reason]) => `WHEN ${condition} THEN ${literal(reason)}`);
  const any = FAULTS.map(([condition]) => condition).join(' OR ');
  await connection.run(`UPDATE counted SET fault = CASE ${cases.join(' ')} END WHERE ${any}`);
  return vocabulary;
}

/** The mapped columns of a dataset's events. */
function eventsSql({ columns }: EventsDataset, source: string): string {
  const { event, at, userId, accountId, email, id, integration } = columns;
  const text = (field: Field | undefined) =>
    field === undefined ? 'NULL::VARCHAR' : `CAST(${expression(field, (column) => column)} AS VARCHAR)`;
  return `(SELECT ${daySql(text(at))} AS day, nullif(${text(accountId)}, '') AS account, ${text(userId)} AS "user",
    coalesce(${text(event)}, '') AS event, nullif(${text(integration)}, '') AS shown, ${text(email)} AS email, ${text(id)} AS id
    FROM ${source})`;
}

/** The UTC day. A time without a zone is UTC; only other zones need the slower type. */
function daySql(at: string): string {
  return `CAST(CASE WHEN suffix(${at}, 'Z') THEN TRY_CAST(${at} AS TIMESTAMP)
    ELSE TRY_CAST(${at} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' END AS DATE)`;
}

/** Copies of an event (same id, name, user and day) are one; an event without an id is its own. */
function onceEach(events: string): string {
  return `(SELECT day, account, "user", event, shown, max(email) AS email, id FROM ${events}
    GROUP BY day, account, "user", event, shown, id, CASE WHEN id IS NULL THEN uuid() END)`;
}

function createSql({ maskColumns }: EventVocabulary): string {
  const masks = maskColumns.map((name) => `${name} UINTEGER`).join(', ');
  return `CREATE TEMP TABLE counted (dataset VARCHAR, day DATE, account VARCHAR, "user" VARCHAR, event VARCHAR,
    shown VARCHAR, email VARCHAR, sample VARCHAR, ids UBIGINT[], events BIGINT, kept BIGINT, activity BIGINT,
    started BIGINT, completed BIGINT, ${masks}, fault VARCHAR)`;
}

/** `event` is null in the rows of known names. Ids stay as hashes: counting them apart while grouping costs twice the rest. */
function insertSql(
  { maskColumns }: EventVocabulary,
  { name, columns }: EventsDataset,
  events: string,
): string {
  const ids = columns.id === undefined ? 'NULL, NULL' : 'max(id), list(hash(id)) FILTER (id IS NOT NULL)';
  const masks = maskColumns.map((column) => `coalesce(bit_or(${column}), 0)`).join(', ');
  return `
    INSERT INTO counted
    SELECT ${literal(name)}, day, account, "user", CASE WHEN class.event IS NULL THEN each.event END AS unknown,
      CASE WHEN shows = 0 THEN NULL ELSE shown END AS shown, max(email), ${ids}, count(*),
      sum(kept), sum(activity), sum(started), sum(completed), ${masks}, NULL
    FROM ${events} AS each LEFT JOIN class ON class.event = each.event
    GROUP BY day, account, "user", unknown, 6`;
}

async function hasCopies(connection: DuckDBConnection): Promise<boolean> {
  const found = await connection.runAndReadAll(
    'SELECT count(*) FROM (SELECT 1 FROM counted WHERE len(list_distinct(ids)) < len(ids) LIMIT 1)',
  );
  return Number(found.value(0, 0)) > 0;
}

async function namesIn(connection: DuckDBConnection, table: string): Promise<string[]> {
  const names = await connection.runAndReadAll(
    `SELECT DISTINCT event FROM ${table} WHERE event <> '' ORDER BY event`,
  );
  return names.getRows().map(([event]) => String(event));
}

/** Gives the names that the first look did not meet their meaning. */
async function classifyRest(connection: DuckDBConnection, vocabulary: EventVocabulary): Promise<void> {
  const names = await namesIn(connection, 'counted');
  if (names.length === 0) return;
  const known = vocabulary.maskColumns;
  vocabulary.learn(names);
  await vocabulary.store(connection);
  for (const column of vocabulary.maskColumns.slice(known.length)) {
    await connection.run(`ALTER TABLE counted ADD COLUMN ${column} UINTEGER DEFAULT 0`);
  }
  const counts = ['kept', 'activity', 'started', 'completed'].map(
    (name) => `${name} = events * class.${name}`,
  );
  const masks = vocabulary.maskColumns.map((name) => `${name} = class.${name}`);
  await connection.run(
    `UPDATE counted SET shown = CASE WHEN shows = 0 THEN NULL ELSE shown END, ${[...counts, ...masks].join(', ')}
     FROM class WHERE counted.event = class.event`,
  );
}

/** Events without an account belong to the company whose e-mail domain their user has. */
async function nameAccountsByEmail(connection: DuckDBConnection): Promise<void> {
  const found = await connection.runAndReadAll(
    `SELECT DISTINCT ${EMAIL_HOST} FROM counted WHERE account IS NULL AND email IS NOT NULL`,
  );
  const named = found.getRows().flatMap(([host]) => {
    const account = accountOfEmail(`anybody@${String(host)}`);
    return account === null ? [] : { host: String(host), account };
  });
  if (named.length === 0) return;
  await connection.run(
    `UPDATE counted SET account = named.account
     FROM (SELECT unnest(from_json($1::VARCHAR, '[{"host":"VARCHAR","account":"VARCHAR"}]'), recursive := true)) AS named
     WHERE counted.account IS NULL AND ${EMAIL_HOST} = named.host`,
    [JSON.stringify(named)],
  );
}
