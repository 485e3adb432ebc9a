import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type SourceDeps } from '../http/deps.ts';
import { waitFor } from '../http/retry.ts';
import { errorForGarbage } from '../http/upstream-error.ts';
import { SALESFORCE, type SalesforceConnection } from './connection.ts';

/** Rows of a query as they come, in the order asked for; each still to be validated. */
export type Batch = readonly unknown[];

const queryAnswer = z.object({
  totalSize: z.number().int().min(0),
  done: z.boolean(),
  nextRecordsUrl: z.string().nullish(),
  records: z.array(z.unknown()),
});
const job = z.object({ id: z.string().min(1), state: z.string(), errorMessage: z.string().nullish() });

/** Small jobs are done at once, large ones take minutes. */
const FIRST_POLL_MS = 500;
const POLL_MS = 8_000;
/** An hour: Salesforce itself gives a query job up after less. */
const MAX_POLLS = 450;
const ROWS_PER_RESULT = 10_000;

export interface QueryOptions {
  /** A query with more rows than this is run by the Bulk API; Salesforce advises 2,000. */
  readonly bulkAbove: number;
  readonly signal: AbortSignal;
}

/** Rows, and how many the whole query has. */
export interface QueryPage {
  readonly rows: Batch;
  readonly total: number;
}

/** Runs a query over live and deleted rows: page by page, or as a bulk job when there are many. */
export async function* queryAll(
  connection: SalesforceConnection,
  soql: string,
  options: QueryOptions,
  deps: SourceDeps,
): AsyncGenerator<QueryPage> {
  const first = await connection.get('queryAll', { q: soql }, queryAnswer, options.signal);
  if (first.totalSize > options.bulkAbove) {
    for await (const rows of bulkQuery(connection, soql, options.signal, deps))
      yield { rows, total: first.totalSize };
    return;
  }
  for (let page = first; ;) {
    yield { rows: page.records, total: first.totalSize };
    if (page.done) return;
    if (!page.nextRecordsUrl) throw errorForGarbage(SALESFORCE, say('garbage.no-next-page'));
    page = await connection.get(page.nextRecordsUrl, {}, queryAnswer, options.signal);
  }
}

async function* bulkQuery(
  connection: SalesforceConnection,
  soql: string,
  signal: AbortSignal,
  deps: SourceDeps,
): AsyncGenerator<Batch> {
  const created = await connection.post('jobs/query', { operation: 'queryAll', query: soql }, job, signal);
  await jobDone(connection, created.id, signal, deps);
  for (let locator: string | null = null; ;) {
    const query = { maxRecords: String(ROWS_PER_RESULT), ...(locator === null ? {} : { locator }) };
    const result = await connection.getText(`jobs/query/${created.id}/results`, query, signal);
    yield rowsOf(result.text, result.headers.get('sforce-numberofrecords'));
    const next = result.headers.get('sforce-locator');
    // The text "null" is how Salesforce ends the list.
    if (next === null || next === 'null') return;
    locator = next;
  }
}

async function jobDone(
  connection: SalesforceConnection,
  id: string,
  signal: AbortSignal,
  deps: SourceDeps,
): Promise<void> {
  for (let poll = 0; poll < MAX_POLLS; poll += 1) {
    const { state, errorMessage } = await connection.get(`jobs/query/${id}`, {}, job, signal);
    if (state === 'JobComplete') return;
    if (state === 'Failed' || state === 'Aborted') {
      throw new AppError(
        'upstream-rejected',
        say('salesforce.job-ended', { job: id, state, said: errorMessage ?? 'no reason given' }),
        { details: { upstream: SALESFORCE.name, job: id } },
      );
    }
    await (deps.sleep ?? waitFor)(Math.min(POLL_MS, FIRST_POLL_MS * 2 ** poll), signal);
  }
  throw new AppError('upstream-unavailable', say('salesforce.job-slow', { job: id }), {
    details: { upstream: SALESFORCE.name, job: id },
  });
}

/** Empty cells are nulls. @param announced number of records by header, to notice a result that was cut off */
function rowsOf(csv: string, announced: string | null): Batch {
  const rows = parseCsv(csv);
  if (announced !== null && Number(announced) !== rows.length) {
    throw errorForGarbage(SALESFORCE, say('garbage.cut-off', { rows: rows.length, announced }));
  }
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === '' ? null : value])),
  );
}

function parseCsv(csv: string): Readonly<Record<string, string>>[] {
  try {
    return parse(csv, { columns: true, skip_empty_lines: true });
  } catch (cause) {
    throw errorForGarbage(SALESFORCE, say('garbage.not-csv'), cause);
  }
}
