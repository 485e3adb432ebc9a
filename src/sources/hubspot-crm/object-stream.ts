import { throwIfAborted } from '../http/retry.ts';
import { toAppError } from '../../errors.ts';
import { type Message } from '../../model/messages/message.ts';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { type Stream } from '../../model/source.ts';
import { type CrmCursor, crmCursor } from './cursor.ts';
import { type ObjectKind } from './object-kind.ts';
import { LIST_LIMIT, readCurrent, readList, SEARCH_LIMIT, SEARCH_REACH, searchChanges } from './read.ts';
import { reread } from './reread.ts';
import { type CrmPage, toArchivePage, toPage } from './to-page.ts';
import { crmRecord, recordIdOf } from './wire.ts';

/** Search sees a change up to half a minute late, and clocks differ: a pass begins this much before the last one. */
const OVERLAP_MS = 120_000;

type Phase<Name extends CrmCursor['phase']> = Extract<CrmCursor, { phase: Name }>;

/** A stream of one type of CRM record: first the whole list, from then on changes and deletions. */
export function objectStream(kind: ObjectKind, api: HubSpotApi): Stream<CrmCursor> {
  return {
    name: kind.name,
    cursor: crmCursor,
    restart: ({ now }, stored) => walkAgain(kind, stored, now.getTime()),
    reread: (cursor, ids) => reread(kind, api, cursor, ids),
    async *pull(context, stored) {
      let cursor = beginPass(kind, stored, context.now.getTime());
      try {
        const ready = (await kind.prepare?.(api)) ?? kind;
        while (cursor.phase !== 'idle') {
          throwIfAborted(context.signal);
          const page: CrmPage = await readPage(api, ready, cursor, context.skipDeletions === true);
          cursor = page.cursor;
          yield page;
        }
      } catch (thrown) {
        const error = toAppError(thrown);
        if (kind.optional !== true || error.code !== 'forbidden') throw thrown;
        yield notGranted(kind, stored, error.said);
      }
    },
  };
}

/** Says what is missing and leaves the cursor, so that the stream goes on once the scope is granted. */
function notGranted(kind: ObjectKind, stored: CrmCursor | null, reason: Message): CrmPage {
  const cursor = stored ?? { phase: 'idle', readUpTo: 0 };
  return { cursor, read: 0, quarantined: [{ stream: kind.name, recordId: null, reason }] };
}

/** A cursor in the middle of a pass goes on there; otherwise a pass begins. */
function beginPass(kind: ObjectKind, stored: CrmCursor | null, now: number): CrmCursor {
  if (stored !== null && stored.phase !== 'idle') return stored;
  if (stored === null && !kind.searchOnly) return { phase: 'walk', startedAt: now, after: null, read: 0 };
  const since = stored === null ? 0 : before(stored.readUpTo);
  const deletionsUpTo = stored === null ? undefined : (stored.deletionsUpTo ?? stored.readUpTo);
  return {
    phase: 'changes',
    startedAt: now,
    size: stored?.size,
    since,
    deletionsUpTo,
    from: since,
    after: null,
  };
}

function before(instant: number): number {
  return Math.max(0, instant - OVERLAP_MS);
}

/**
 * What was read before may have been deleted since, which the archive tells. Deleted records that are not known here
 * change nothing; unknown companies would come to be known as archived, so that only recent ones are looked for.
 */
function walkAgain(kind: ObjectKind, stored: CrmCursor, now: number): CrmCursor | null {
  if (kind.searchOnly) return null;
  const last = deletionsKnownUpTo(stored);
  if (last === undefined) return null;
  const since = kind.recordKinds.length > 0 ? 0 : last;
  return { phase: 'walk', startedAt: now, after: null, read: 0, since };
}

/** From where on the archive has to be read; undefined where no pass has come to its end. */
function deletionsKnownUpTo(cursor: CrmCursor): number | undefined {
  if (cursor.phase === 'archive') return cursor.since;
  if (cursor.deletionsUpTo !== undefined) return before(cursor.deletionsUpTo);
  return cursor.phase === 'idle' ? before(cursor.readUpTo) : cursor.since;
}

function readPage(
  api: HubSpotApi,
  kind: ObjectKind,
  cursor: Exclude<CrmCursor, Phase<'idle'>>,
  skipDeletions: boolean,
): Promise<CrmPage> {
  switch (cursor.phase) {
    case 'walk':
      return walk(api, kind, cursor, skipDeletions);
    case 'changes':
      return changes(api, kind, cursor, skipDeletions);
    case 'archive':
      return archive(api, kind, cursor);
  }
}

async function walk(
  api: HubSpotApi,
  kind: ObjectKind,
  cursor: Phase<'walk'>,
  skipDeletions: boolean,
): Promise<CrmPage> {
  const { results, paging } = await readList(api, kind, { after: cursor.after, archived: false });
  const after = paging?.next?.after;
  const read = cursor.read + results.length;
  return toPage(
    api,
    kind,
    results,
    after === undefined ? afterWalk(cursor, read, skipDeletions) : { ...cursor, read, after },
    true,
  );
}

/** A walk that took the place of a search leaves out what was deleted since. */
function afterWalk(cursor: Phase<'walk'>, size: number, skipDeletions: boolean): CrmCursor {
  const { startedAt, since } = cursor;
  if (since === undefined) return { phase: 'idle', readUpTo: startedAt, size };
  return afterAll({ ...cursor, since, size }, skipDeletions);
}

/** The archive tells no times to ask for, so that finding one deletion costs reading all there ever were. */
function afterAll(
  pass: Pick<Phase<'changes'>, 'startedAt' | 'size' | 'since' | 'deletionsUpTo'>,
  skipDeletions: boolean,
): CrmCursor {
  const { startedAt, size, since, deletionsUpTo } = pass;
  if (deletionsUpTo === undefined) return { phase: 'archive', startedAt, size, since, after: null };
  if (skipDeletions) return { phase: 'idle', readUpTo: startedAt, size, deletionsUpTo };
  return { phase: 'archive', startedAt, size, since: before(deletionsUpTo), after: null };
}

async function changes(
  api: HubSpotApi,
  kind: ObjectKind,
  cursor: Phase<'changes'>,
  skipDeletions: boolean,
): Promise<CrmPage> {
  const found = await searchOrNothing(api, kind, cursor);
  if (!kind.searchOnly && isWalkCheaper(found.total, cursor.size)) {
    return { cursor: walkInstead(cursor), read: 0 };
  }
  const ids = found.results.flatMap((each) => recordIdOf(each) ?? []);
  const records = await readCurrent(api, kind, ids);
  const after = found.paging?.next?.after;
  const next =
    after === undefined ? afterAll(cursor, skipDeletions) : afterSearch(kind, cursor, found.results, after);
  return toPage(api, kind, records, next, false);
}

/** Before provisioning there is no property to search by, and so nothing of ours to find. */
async function searchOrNothing(api: HubSpotApi, kind: ObjectKind, cursor: Phase<'changes'>) {
  try {
    return await searchChanges(api, kind, cursor);
  } catch (thrown) {
    const error = toAppError(thrown);
    const unknown = kind.requiredProperty !== undefined && error.message.includes(kind.requiredProperty);
    if (error.code !== 'upstream-rejected' || !unknown) throw thrown;
    return { results: [], total: 0, paging: null };
  }
}

/**
 * Pages by moving the lower bound, not by offset: a record that changes meanwhile goes to the end, and offsets
 * would skip the one that takes its place. Offsets serve only among records of the very same millisecond.
 */
function afterSearch(
  kind: ObjectKind,
  cursor: Phase<'changes'>,
  results: readonly unknown[],
  after: string,
): CrmCursor {
  const last = modifiedAt(kind, results.at(-1));
  if (last > cursor.from) return { ...cursor, from: last, after: null };
  if (Number(after) + SEARCH_LIMIT <= SEARCH_REACH) return { ...cursor, after };
  return walkInstead(cursor);
}

function walkInstead({ startedAt, since, deletionsUpTo }: Phase<'changes'>): Phase<'walk'> {
  return { phase: 'walk', startedAt, after: null, read: 0, since, deletionsUpTo };
}

/**
 * A changed record costs a share of a search and of a read. After our own nightly writes almost all have changed: then
 * the list is read once, so that no pass costs more than a walk. Beyond its reach search does not page at all.
 */
function isWalkCheaper(changed: number, size: number | undefined): boolean {
  if (changed > SEARCH_REACH) return true;
  return size !== undefined && changed / SEARCH_LIMIT + changed / LIST_LIMIT > Math.max(1, size / LIST_LIMIT);
}

function modifiedAt(kind: ObjectKind, raw: unknown): number {
  const record = crmRecord.safeParse(raw).data;
  const value = record?.properties[kind.modifiedProperty] ?? record?.updatedAt;
  const at = value === undefined ? Number.NaN : /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at;
}

async function archive(api: HubSpotApi, kind: ObjectKind, cursor: Phase<'archive'>): Promise<CrmPage> {
  const { results, paging } = await readList(api, kind, { after: cursor.after, archived: true });
  const after = paging?.next?.after;
  const { startedAt: readUpTo, size } = cursor;
  const next: CrmCursor = after === undefined ? { phase: 'idle', readUpTo, size } : { ...cursor, after };
  return toArchivePage(kind, results, next, cursor.since);
}
