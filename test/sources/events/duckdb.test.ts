import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type DuckDBConnection } from '@duckdb/node-api';
import { withDuckDb, withMoreMemory } from '../../../src/sources/events/duckdb.ts';

const tempDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-duckdb-'));
afterAll(() => rmSync(tempDir, { recursive: true }));

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function* count(connection: DuckDBConnection, rows: string): AsyncGenerator<unknown> {
  yield (
    await connection.runAndReadAll(`SELECT count(*) FROM range(${rows}) WHERE hash(range) = 0`)
  ).getRows();
}

test('a statement that runs ends when the pull is asked to stop', async () => {
  const stop = new AbortController();
  const endless = all(
    withDuckDb({ tempDir, signal: stop.signal }, (connection) => {
      setTimeout(() => stop.abort(), 20);
      return count(connection, '1_000_000_000_000');
    }),
  );
  await expect(endless).rejects.toMatchObject({ code: 'cancelled' });
});

test('what DuckDB says is thrown as it is', async () => {
  const { signal } = new AbortController();
  const wrong = all(withDuckDb({ tempDir, signal }, (connection) => count(connection, 'nothing')));
  await expect(wrong).rejects.toThrow('nothing');
});

test('the limit of memory is the one asked for', async () => {
  const { signal } = new AbortController();
  const limit = withDuckDb(
    { tempDir, signal },
    async function* (connection) {
      yield (await connection.runAndReadAll(`SELECT current_setting('memory_limit')`)).value(0, 0);
    },
    '160MiB',
  );
  await expect(all(limit)).resolves.toEqual(['160.0 MiB']);
});

test('what the limit does not hold is done again with more memory', async () => {
  const { signal } = new AbortController();
  const sorted = withDuckDb(
    { tempDir, signal },
    async function* (connection) {
      const list = () =>
        connection.run('CREATE OR REPLACE TABLE t AS SELECT list(range) FROM range(3_000_000)');
      await expect(list()).rejects.toThrow('Out of Memory');
      yield (await withMoreMemory(connection, list)) && 'done';
    },
    '20MB',
  );
  await expect(all(sorted)).resolves.toEqual(['done']);
});

test('another failure is not tried again', async () => {
  const { signal } = new AbortController();
  let tries = 0;
  const failed = withDuckDb({ tempDir, signal }, async function* (connection) {
    yield await withMoreMemory(connection, () => {
      tries += 1;
      return connection.run('SELECT nothing');
    });
  });
  await expect(all(failed)).rejects.toThrow('nothing');
  expect(tries).toBe(1);
});
