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
  /** How far those from before the first day that still matter are read; `reading` at the locator. */
  unsettled: z.enum(['unread', 'reading', 'read']).default('unread'),
});
export type ChangedCursor = z.infer<typeof changedCursor>;

/** A type of object read by what changed since. */
export interface ChangedKind {
  readonly name: string;
  readonly object: string;
  readonly fields: readonly string[];
  /** Whether objects that were last changed before the first day of the pull matter too. */
  readonly wholeHistory: boolean;
  /** ZOQL condition of those that matter however long ago they were changed, where there are such. */
  readonly unsettled?: string;
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
  const read = (source: Result) => readPages(kind, connection, context, source);
  let start = cursor;
  if (kind.unsettled !== undefined && start?.unsettled !== 'read' && !isInsideWindow(start)) {
    const at = { from: startOf(kind, context, start), until: null };
    const resumed = start?.unsettled === 'reading' ? start.locator : null;
    const condition = `UpdatedDate < '${context.since}T00:00:00+00:00' and ${kind.unsettled}`;
    const first = await firstPage(connection, resumed, select(kind, condition), context.signal);
    const done: ChangedCursor = { ...at, locator: null, unsettled: 'read' };
    yield* read({
      first,
      place: (locator) => (locator === null ? done : { ...at, locator, unsettled: 'reading' }),
    });
    start = start === null ? null : done;
  }
  const unsettled = start?.unsettled ?? 'read';
  const resumed = isInsideWindow(start) ? start : null;
  const window = {
    from: resumed?.from ?? startOf(kind, context, start),
    until: resumed?.until ?? context.now.toISOString(),
  };
  const first = await firstPage(
    connection,
    resumed?.locator ?? null,
    select(kind, within(window)),
    context.signal,
  );
  yield* read({
    first,
    place: (locator) =>
      locator === null
        ? { from: window.until, until: null, locator, unsettled }
        : { ...window, locator, unsettled },
    progress: true,
  });
}

interface Result {
  readonly first: ZoqlPage;
  /** Where the next read starts behind a page. */
  readonly place: (locator: string | null) => ChangedCursor;
  /** Whether its pages tell how much of the stream is read. */
  readonly progress?: boolean;
}

async function* readPages(
  kind: ChangedKind,
  connection: ZuoraConnection,
  context: PullContext,
  { first, place, progress }: Result,
): AsyncGenerator<Page<ChangedCursor>> {
  let read = 0;
  for (let page = first; ;) {
    read += page.records.length;
    const mapped = await kind.map(page.records, context);
    const share = page.locator === null ? 1 : Math.min(1, read / Math.max(1, page.size));
    yield {
      ...pageOf(place(page.locator), page.records.length, mapped),
      ...(progress && { progress: share }),
    };
    if (page.locator === null) return;
    page = await connection.queryMore(page.locator, context.signal);
  }
}

type InsideWindow = ChangedCursor & { readonly until: string; readonly locator: string };

function isInsideWindow(cursor: ChangedCursor | null): cursor is InsideWindow {
  return cursor !== null && cursor.locator !== null && cursor.until !== null;
}

/** Goes on where a result was left, if that is still possible; else starts it. */
async function firstPage(
  connection: ZuoraConnection,
  locator: string | null,
  zoql: string,
  signal: AbortSignal,
): Promise<ZoqlPage> {
  const rest = locator === null ? null : await resumed(connection, locator, signal);
  return rest ?? connection.query(zoql, signal);
}

interface Window {
  readonly from: string;
  readonly until: string;
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

function select({ object, fields }: ChangedKind, condition: string): string {
  return `select ${['Id', ...fields, 'UpdatedDate'].join(', ')} from ${object} where ${condition}`;
}

function within({ from, until }: Window): string {
  return `UpdatedDate >= '${instant(from)}' and UpdatedDate < '${instant(until)}'`;
}

/** Whole seconds and an offset, as ZOQL writes instants. */
function instant(iso: string): string {
  return iso.replace(/(\.\d+)?Z$/, '+00:00');
}
