import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { isoDate } from '../../model/fields.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import { type Mapped, pageOf } from '../mapped.ts';
import { type ZoqlPage, type ZuoraConnection } from './connection.ts';

/**
 * ZOQL cannot sort, so the place inside a result is Zuora's own locator. It lives for 15 minutes; without it the
 * window of time is read from its start again, which changes nothing.
 */
const changedCursor = z.object({
  from: isoDate,
  /** End of the window being read; null between two runs. */
  until: isoDate.nullable(),
  locator: z.string().nullable(),
});
export type ChangedCursor = z.infer<typeof changedCursor>;

/** A type of object read by what changed since. */
export interface ChangedKind {
  readonly name: string;
  readonly object: string;
  readonly fields: readonly string[];
  /** Whether objects that were last changed before the first day of the pull matter too. */
  readonly wholeHistory: boolean;
  /** Makes the rows of a page into records; may ask for more. */
  map(rows: ZoqlPage['records'], context: PullContext): Promise<Mapped[]>;
}

/** A change may become visible this much later than the instant it is dated to. */
const OVERLAP_MS = 10 * 60_000;
const EPOCH = '1970-01-01T00:00:00.000Z';

/** A stream of one type of object, incremental by UpdatedDate. */
export function changedStream(kind: ChangedKind, connection: ZuoraConnection): Stream<ChangedCursor> {
  return {
    name: kind.name,
    cursor: changedCursor,
    pull: (context, cursor) => pull(kind, connection, context, cursor),
  };
}

async function* pull(
  kind: ChangedKind,
  connection: ZuoraConnection,
  context: PullContext,
  cursor: ChangedCursor | null,
): AsyncGenerator<Page<ChangedCursor>> {
  const { window, first } = await open(kind, connection, context, cursor);
  let read = 0;
  for (let page = first; ;) {
    read += page.records.length;
    const mapped = await kind.map(page.records, context);
    const next = page.locator === null ? closed(window) : { ...window, locator: page.locator };
    const progress = page.locator === null ? 1 : Math.min(1, read / Math.max(1, page.size));
    yield { ...pageOf(next, page.records.length, mapped), progress };
    if (page.locator === null) return;
    page = await connection.queryMore(page.locator, context.signal);
  }
}

interface Window {
  readonly from: string;
  readonly until: string;
}

/** Goes on inside an unfinished window where that is still possible; else starts the window. */
async function open(
  kind: ChangedKind,
  connection: ZuoraConnection,
  context: PullContext,
  cursor: ChangedCursor | null,
): Promise<{ readonly window: Window; readonly first: ZoqlPage }> {
  if (cursor !== null && cursor.locator !== null && cursor.until !== null) {
    const window = { from: cursor.from, until: cursor.until };
    const first = await resumed(connection, cursor.locator, context.signal);
    return { window, first: first ?? (await connection.query(zoql(kind, window), context.signal)) };
  }
  const window = { from: startOf(kind, context, cursor), until: context.now.toISOString() };
  return { window, first: await connection.query(zoql(kind, window), context.signal) };
}

async function resumed(
  connection: ZuoraConnection,
  locator: string,
  signal: AbortSignal,
): Promise<ZoqlPage | null> {
  try {
    return await connection.queryMore(locator, signal);
  } catch (error) {
    if (error instanceof AppError && error.code === 'upstream-rejected') return null;
    throw error;
  }
}

function startOf(kind: ChangedKind, context: PullContext, cursor: ChangedCursor | null): string {
  if (cursor === null) return kind.wholeHistory ? EPOCH : `${context.since}T00:00:00.000Z`;
  return new Date(Math.max(0, Date.parse(cursor.from) - OVERLAP_MS)).toISOString();
}

function zoql(kind: ChangedKind, { from, until }: Window): string {
  const fields = ['Id', ...kind.fields, 'UpdatedDate'].join(', ');
  return `select ${fields} from ${kind.object} where UpdatedDate >= '${instant(from)}' and UpdatedDate < '${instant(until)}'`;
}

/** Whole seconds and an offset, as ZOQL writes instants. */
function instant(iso: string): string {
  return iso.replace(/(\.\d+)?Z$/, '+00:00');
}

function closed({ until }: Window): ChangedCursor {
  return { from: until, until: null, locator: null };
}
