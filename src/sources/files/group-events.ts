import { type DuckDBConnection } from '@duckdb/node-api';
import { type EventsDataset } from '../datasets/dataset.ts';
import { COUNTS, type EventVocabulary } from './event-vocabulary.ts';
import { type FileSet, NO_FILES, runOnFiles, textsIn } from './reader.ts';
import { eventsSql } from './stage-events.ts';

/** Rows whose event names are learnt before the files are read. */
const HEAD_ROWS = 20_000;

/**
 * Reads the events of all datasets once, into the relation `event`: a row for those of one user on one day, with what
 * their names count for. A name that the first rows of its files do not have stays in `event`, in a row of its own.
 * What this takes in memory grows with the users of all days.
 *
 * @returns false where events came more than once: there is no relation then
 * @throws AppError `input-invalid` when the files or the columns are not as the mapping says
 */
export async function groupEvents(
  connection: DuckDBConnection,
  sets: readonly EventsDataset[],
  files: ReadonlyMap<string, FileSet>,
  vocabulary: EventVocabulary,
): Promise<boolean> {
  const queries = sets.map((set) => {
    const found = files.get(set.name) ?? NO_FILES;
    return { set, found, sql: eventsSql(set, found) };
  });
  for (const { set, found, sql } of queries) {
    const head = `CREATE OR REPLACE TEMP TABLE head AS SELECT event FROM (${sql}) LIMIT ${HEAD_ROWS}`;
    await runOnFiles(connection, set, found, head);
    vocabulary.learn(await textsIn(connection, `SELECT DISTINCT event FROM head WHERE event <> ''`));
  }
  await vocabulary.store(connection);
  for (const [place, { set, found, sql }] of queries.entries()) {
    const into = place === 0 ? 'CREATE OR REPLACE TEMP TABLE grouped AS' : 'INSERT INTO grouped';
    await runOnFiles(connection, set, found, `${into} ${groupSql(vocabulary, set, sql)}`);
  }
  if (sets.some(({ columns }) => columns.id !== undefined) && (await hasCopies(connection))) return false;
  await classifyRest(connection, vocabulary);
  await connection.run('CREATE OR REPLACE TEMP VIEW event AS SELECT * FROM grouped');
  return true;
}

/**
 * Finding the largest e-mail address of a group costs more than grouping by it. Ids stay as hashes: counting them apart
 * while grouping costs twice the rest.
 */
function groupSql({ maskColumns }: EventVocabulary, { columns }: EventsDataset, events: string): string {
  const copies = columns.id === undefined ? 'NULL::UBIGINT[]' : 'list(copy1) FILTER (copy1 IS NOT NULL)';
  const counts = COUNTS.map((name) => `sum(${name}) AS ${name}`);
  const masks = maskColumns.map((name) => `coalesce(bit_or(${name}), 0) AS ${name}`);
  return `
    SELECT day, account, "user", CASE WHEN class.event IS NULL THEN each.event END AS event,
      CASE WHEN coalesce(shows, 1) > 0 THEN shown END AS shown, email, max(sample) AS sample,
      ${copies} AS copies, count(*) AS events, ${[...counts, ...masks].join(', ')}
    FROM (${events}) AS each LEFT JOIN class ON class.event = each.event
    GROUP BY 1, 2, 3, 4, 5, 6`;
}

/** `copies` has what the copies of an event have in common, their e-mail address not being part of it. */
async function hasCopies(connection: DuckDBConnection): Promise<boolean> {
  const found = await connection.runAndReadAll(`
    SELECT count(*) FROM (SELECT flatten(list(copies)) AS copies FROM grouped GROUP BY day, account, "user")
    WHERE list_unique(copies) < len(copies)`);
  return Number(found.value(0, 0)) > 0;
}

/** Gives the names that the first rows did not have their meaning. */
async function classifyRest(connection: DuckDBConnection, vocabulary: EventVocabulary): Promise<void> {
  const known = vocabulary.maskColumns;
  vocabulary.learn(await textsIn(connection, `SELECT DISTINCT event FROM grouped WHERE event <> ''`));
  await vocabulary.store(connection);
  const masks = vocabulary.maskColumns;
  for (const column of masks.slice(known.length)) {
    await connection.run(`ALTER TABLE grouped ADD COLUMN ${column} UINTEGER DEFAULT 0`);
  }
  const counts = COUNTS.map((name) => `${name} = events * class.${name}`);
  await connection.run(
    `UPDATE grouped SET shown = CASE WHEN shows > 0 THEN shown END,
       ${[...counts, ...masks.map((name) => `${name} = class.${name}`)].join(', ')}
     FROM class WHERE grouped.event = class.event`,
  );
}
