import pg from 'pg';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type SourceDeps } from '../http/deps.ts';
import { throwIfAborted, withRetry } from '../http/retry.ts';
import { errorForNetwork, errorForStatus, type Upstream } from '../http/upstream-error.ts';

export const WAREHOUSE: Upstream = { name: 'The warehouse', credentials: 'PULSO_WAREHOUSE_URL' };

export type Row = Readonly<Record<string, unknown>>;

/** Read-only questions to a database that speaks PostgreSQL's protocol. */
export interface Database {
  query(statement: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Type ids (`pg_type.oid`) of the columns that a statement answers. */
  types(statement: string): Promise<readonly number[]>;
}

const CONNECT_MS = 20_000;
/** Aggregating a first page of events may take a while; a question without an answer must still end. */
const STATEMENT_MS = 30 * 60_000;

/** Ids can have more digits than a number holds: such whole numbers stay text. */
function numberOf(text: string): number | string {
  const number = Number(text);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}

/** Numbers as numbers, days and instants as text: their zone is the connection's, which is UTC. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: numberOf,
  1700: numberOf,
  1082: (text) => text,
  1114: (text) => text,
  1184: (text) => text,
};

/** Opens a connection for as long as `use` needs it. Questions are tried again on a new connection when theirs broke. */
export async function* withDatabase<Item>(
  url: string,
  signal: AbortSignal,
  deps: SourceDeps,
  use: (database: Database) => AsyncIterable<Item>,
): AsyncGenerator<Item> {
  let client: pg.Client | null = null;
  const stop = () => void client?.end().catch(() => undefined);
  signal.addEventListener('abort', stop);
  try {
    const ask = (statement: string, values: readonly unknown[]) =>
      withRetry(
        async () => {
          try {
            client ??= await connect(url);
            return await client.query<Row>(statement, [...values]);
          } catch (error) {
            throwIfAborted(signal);
            const failure = toWarehouseError(error);
            if (failure.code === 'upstream-unavailable') client = null;
            throw failure;
          }
        },
        signal,
        deps,
      );
    yield* use({
      query: async (statement, values = []) => (await ask(statement, values)).rows,
      types: async (statement) => (await ask(statement, [])).fields.map(({ dataTypeID }) => dataTypeID),
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await (client as pg.Client | null)?.end().catch(() => undefined);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    application_name: 'pulso',
    types: {
      getTypeParser: (oid: number) =>
        PARSERS[oid] ?? (pg.types.getTypeParser(oid) as (text: string) => unknown),
    },
  });
  // A connection that the server drops is noticed by the next question.
  client.on('error', () => undefined);
  await client.connect();
  await client.query("SET TIME ZONE 'UTC'");
  await client.query('SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY');
  return client;
}

const REFUSED = /^28/;
const UNAVAILABLE = /^(08|53|57|58|40|XX)/;
const UNKNOWN_NAME = new Set(['42P01', '42703', '3F000', '42883']);

/** SQLSTATE codes as errors of ours. */
function toWarehouseError(error: unknown): AppError {
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  if (error instanceof AppError) return error;
  const state = typeof code === 'string' ? code : '';
  const said = (status: number) =>
    errorForStatus(WAREHOUSE, { status, detail: `${state} ${message ?? ''}` }, error);
  if (REFUSED.test(state)) return said(401);
  if (state === '42501' || state === '25006') return said(403);
  if (state === '3D000' || UNKNOWN_NAME.has(state)) {
    return new AppError('config-invalid', say('warehouse.refused', { said: message ?? '' }), {
      cause: error,
    });
  }
  if (/^\d{2}[0-9A-Z]{3}$/.test(state) && !UNAVAILABLE.test(state)) return said(400);
  return errorForNetwork(WAREHOUSE, error);
}
