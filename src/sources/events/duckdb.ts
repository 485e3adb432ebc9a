import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { type PullContext } from '../../model/source.ts';
import { throwIfAborted } from '../http/retry.ts';

/** What DuckDB may take where less does not do. */
const MOST_MEMORY = '1GB';

/**
 * A DuckDB in memory for as long as `use` needs it; what does not fit spills into the folder of the pull.
 *
 * @throws AppError `cancelled` when the pull is asked to stop, in the middle of a statement too
 */
export async function* withDuckDb<Item>(
  { tempDir, signal }: Pick<PullContext, 'tempDir' | 'signal'>,
  use: (connection: DuckDBConnection) => AsyncIterable<Item>,
  memoryLimit = MOST_MEMORY,
): AsyncGenerator<Item> {
  const settings = { threads: '2', memory_limit: memoryLimit, temp_directory: tempDir };
  const database = await DuckDBInstance.create(':memory:', settings);
  const connection = await database.connect();
  const interrupt = () => connection.interrupt();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    yield* use(connection);
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', interrupt);
    connection.closeSync();
    database.closeSync();
  }
}

/** Does something that can be done again; once more with more memory where the limit was too low for it. */
export async function withMoreMemory<Result>(
  connection: DuckDBConnection,
  work: () => Promise<Result>,
): Promise<Result> {
  const short = Symbol('short of memory');
  const result = await ifMemoryAllows<Result | typeof short>(work, short);
  if (result !== short) return result;
  await connection.run(`SET memory_limit = '${MOST_MEMORY}'`);
  return work();
}

/** What comes out of it, or something else where the limit was too low for it. */
export async function ifMemoryAllows<Result>(
  work: () => Promise<Result>,
  otherwise: Result,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!/Out of Memory/.test(String(error))) throw error;
    return otherwise;
  }
}
