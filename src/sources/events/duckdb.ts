import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

const SETTINGS = { threads: '2', memory_limit: '1GB' };

/** A DuckDB in memory for as long as `use` needs it; what does not fit spills into `tempDir`. */
export async function* withDuckDb<Item>(
  tempDir: string,
  use: (connection: DuckDBConnection) => AsyncIterable<Item>,
): AsyncGenerator<Item> {
  const database = await DuckDBInstance.create(':memory:', { ...SETTINGS, temp_directory: tempDir });
  const connection = await database.connect();
  try {
    yield* use(connection);
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}
