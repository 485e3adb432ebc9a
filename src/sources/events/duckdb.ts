import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { type PullContext } from '../../model/source.ts';
import { throwIfAborted } from '../http/retry.ts';

/**
 * A DuckDB in memory for as long as `use` needs it; what does not fit spills into the folder of the pull.
 *
 * @throws AppError `cancelled` when the pull is asked to stop, in the middle of a statement too
 */
export async function* withDuckDb<Item>(
  { tempDir, signal }: Pick<PullContext, 'tempDir' | 'signal'>,
  use: (connection: DuckDBConnection) => AsyncIterable<Item>,
  memoryLimit = '1GB',
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
