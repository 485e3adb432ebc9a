import { type PGlite } from '@electric-sql/pglite';
import { openEmbeddedDatabase } from '../../../src/embedded-database.ts';
import { type Stream } from '../../../src/model/source.ts';
import { startPostgresServer } from '../../../src/sandbox/warehouse/postgres-server.ts';
import { parseDatasets } from '../../../src/sources/datasets/dataset.ts';
import { createWarehouseSource } from '../../../src/sources/warehouse/index.ts';
import { type FuzzedStream } from './fuzz-stream.ts';
import * as shape from './objects.ts';

export interface FuzzedWarehouse {
  readonly streams: readonly FuzzedStream[];
  close(): Promise<void>;
}

/** What a column of times holds where the damage made no time of it. */
const ODD_TIMES = [null, 'infinity', '-infinity', '0044-03-15 BC', '9999-12-31 23:59:59.999999'] as const;

/** Tables of a PostgreSQL server with the damaged objects as their rows: text as it comes, times as times. */
export async function openWarehouse(): Promise<FuzzedWarehouse> {
  const database = await openEmbeddedDatabase(null);
  const server = await startPostgresServer(async () => database);
  const url = `postgres://fuzz@127.0.0.1:${server.port}/fuzz?sslmode=disable`;

  function table(name: string, base: object, dataset: object, times: readonly string[] = []): FuzzedStream {
    return {
      name: `warehouse ${name}`,
      base,
      async open(objects): Promise<Stream> {
        await fill(database, name, Object.keys(base), times, objects);
        const columns = Object.fromEntries(Object.keys(base).map((column) => [column, column]));
        const datasets = parseDatasets({ datasets: [{ name, table: name, columns, ...dataset }] }, 'table');
        const [stream] = createWarehouseSource({ url, datasets }).streams;
        if (stream === undefined) throw new Error(`${name} has no stream`);
        return stream;
      },
    };
  }

  return {
    streams: [
      table('accounts', shape.FILE_ACCOUNT, { kind: 'accounts' }),
      table('invoices', shape.FILE_INVOICE, { kind: 'invoice', updatedAt: 'paidAt' }, ['paidAt']),
      table('usage', shape.FILE_EVENT, { kind: 'events' }, ['at']),
      table('usage_texts', shape.FILE_EVENT, { kind: 'events' }),
    ],
    close: () => server.close(),
  };
}

async function fill(
  database: PGlite,
  name: string,
  columns: readonly string[],
  times: readonly string[],
  objects: readonly unknown[],
): Promise<void> {
  const typed = columns.map((column) => `"${column}" ${times.includes(column) ? 'timestamptz' : 'text'}`);
  const rows = objects.map((object, place) => {
    const cells = object as Record<string, unknown>;
    return Object.fromEntries(
      columns.map((column) => {
        const value = Object.hasOwn(cells, column) ? cells[column] : undefined;
        return [column, times.includes(column) ? timeOf(value, place) : textOf(value)];
      }),
    );
  });
  // The last client may have left its session read-only.
  await database.exec('set default_transaction_read_only = off');
  await database.exec(`drop table if exists "${name}"; create table "${name}" (${typed.join(', ')})`);
  const record = `json_to_recordset($1::json) as row (${typed.join(', ')})`;
  await database.query(`insert into "${name}" select * from ${record}`, [JSON.stringify(rows)]);
}

/** PostgreSQL holds no NUL and no half characters, so that no table can have them. */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('\0', '').toWellFormed();
}

function timeOf(value: unknown, place: number): string | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? (ODD_TIMES[place % ODD_TIMES.length] ?? null) : new Date(time).toISOString();
}
