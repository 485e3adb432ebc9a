import { type DuckDBConnection } from '@duckdb/node-api';
import { type EventMapping } from '../amplitude/mapping.ts';
import { type EventsDataset } from '../datasets/dataset.ts';
import { accountOfEmail } from '../datasets/event-accounts.ts';
import { ifMemoryAllows, withMoreMemory } from '../events/index.ts';
import { EventVocabulary } from './event-vocabulary.ts';
import { groupEvents } from './group-events.ts';
import { type FileSet, NO_FILES, textsIn } from './reader.ts';
import { stageEvents } from './stage-events.ts';

/** Up to some two million events, gzipped, whose user days fit in memory. */
export const ONE_PASS_BYTES = 64 * 1024 ** 2;

/** What DuckDB needs to read long lines with two threads; days with very many users take more. */
const STAGED_MEMORY = '160MB';

export const EMAIL_HOST = `lower(regexp_extract(email, '@([^@]*)$', 1))`;

export interface GatheredEvents {
  /** What the names of events mean. */
  readonly vocabulary: EventVocabulary;
  /** Whether the relation `event` has a row for each event; else one for those of a user day. */
  readonly staged: boolean;
}

/**
 * Puts the events of all datasets into the relation `event`, what their names mean into the table `class` and the
 * companies behind e-mail domains into `domain`. Small files are read once and counted at the same time; large ones,
 * and those with copies of events, are staged so that memory does not grow with them.
 *
 * @throws AppError `input-invalid` when the files or the columns are not as the mapping says
 */
export async function gatherEvents(
  connection: DuckDBConnection,
  sets: readonly EventsDataset[],
  files: ReadonlyMap<string, FileSet>,
  mapping: EventMapping,
  folder: string,
  onePassBytes: number,
): Promise<GatheredEvents> {
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run('SET preserve_insertion_order = false');
  // What is read again lies in the cache of the operating system.
  await connection.run('SET enable_external_file_cache = false');
  const vocabulary = new EventVocabulary(mapping);
  const bytes = [...files.values()].reduce((sum, each) => sum + each.bytes, 0);
  const inOnePass =
    bytes <= onePassBytes &&
    (await ifMemoryAllows(() => groupEvents(connection, sets, files, vocabulary), false));
  if (!inOnePass) {
    await connection.run('DROP TABLE IF EXISTS grouped');
    await connection.run(`SET memory_limit = '${STAGED_MEMORY}'`);
    await withMoreMemory(connection, () => stageAll(connection, sets, files, folder));
    vocabulary.learn(await textsIn(connection, `SELECT DISTINCT event FROM event WHERE event <> ''`));
    await vocabulary.store(connection);
  }
  await storeDomainAccounts(connection);
  return { vocabulary, staged: !inOnePass };
}

async function stageAll(
  connection: DuckDBConnection,
  sets: readonly EventsDataset[],
  files: ReadonlyMap<string, FileSet>,
  folder: string,
): Promise<void> {
  const staged: string[] = [];
  for (const set of sets) {
    staged.push(
      `SELECT * FROM ${await stageEvents(connection, set, files.get(set.name) ?? NO_FILES, folder)}`,
    );
  }
  await connection.run(`CREATE OR REPLACE TEMP VIEW event AS ${staged.join(' UNION ALL ')}`);
}

/** Events without an account belong to the company whose e-mail domain their user has: the table `domain`. */
async function storeDomainAccounts(connection: DuckDBConnection): Promise<void> {
  const hosts = await textsIn(
    connection,
    `SELECT DISTINCT ${EMAIL_HOST} FROM event WHERE account IS NULL AND email IS NOT NULL`,
  );
  const accounts = hosts.map((host) => ({ host, account: accountOfEmail(`anybody@${host}`) }));
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE domain AS
     SELECT unnest(from_json($1::VARCHAR, '[{"host":"VARCHAR","account":"VARCHAR"}]'), recursive := true)`,
    [JSON.stringify(accounts)],
  );
}
