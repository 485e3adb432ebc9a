import { throwIfAborted } from '../http/retry.ts';
import { toAppError } from '../../errors.ts';
import { type Message } from '../../model/messages/message.ts';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { type Stream } from '../../model/source.ts';
import { type CrmCursor, crmCursor } from './cursor.ts';
import { type ObjectKind } from './object-kind.ts';
import { LIST_LIMIT, readCurrent, readList, SEARCH_LIMIT, SEARCH_REACH, searchChanges } from './read.ts';
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
    async *pull(context, stored) {
      let cursor = beginPass(kind, stored, context.now.getTime());
      try {
        const ready = (await kind.prepare?.(api)) ?? kind;
        while (cursor.phase !== 'idle') {
          throwIfAborted(context.signal);
          const page: CrmPage = await readPage(api, ready, cursor);
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
  const since = stored === null ? 0 : Math.max(0, stored.readUpTo - OVERLAP_MS);
  return { phase: 'changes', startedAt: now, size: stored?.size, since, from: since, after: null };
}

/**
 * What was read before may have been deleted since, which the archive tells. Deleted records that are not known here
 * change nothing; unknown companies would come to be known as archived, so that only recent ones are looked for.
 */
function walkAgain(kind: ObjectKind, stored: CrmCursor, now: number): CrmCursor | null {
  if (kind.searchOnly) return null;
  const last = stored.phase === 'idle' ? Math.max(0, stored.readUpTo - OVERLAP_MS) : stored.since;
  if (last === undefined) return null;
  const since = kind.recordKinds.length > 0 ? 0 : last;
  return { phase: 'walk', startedAt: now, after: null, read: 0, since };
}

function readPage(
  api: HubSpotApi,
  kind: ObjectKind,
  cursor: Exclude<CrmCursor, Phase<'idle'>>,
): Promise<CrmPage> {
  switch (cursor.phase) {
    case 'walk':
      return walk(api, kind, cursor);
    case 'changes':
      return changes(api, kind, cursor);
    case 'archive':
      return archive(api, kind, cursor);
  }
}

async function walk(api: HubSpotApi, kind: ObjectKind, cursor: Phase<'walk'>): Promise<CrmPage> {
  const { results, paging } = await readList(api, kind, { after: cursor.after, archived: false });
  const after = paging?.next?.after;
  const read = cursor.read + results.length;
  return toPage(
    api,
    kind,
    results,
    after === undefined ? afterWalk(cursor, read) : { ...cursor, read, after },
    true,
  );
}

/** A walk that took the place of a search leaves out what was deleted since. */
function afterWalk({ startedAt, since }: Phase<'walk'>, size: number): CrmCursor {
  if (since === undefined) return { phase: 'idle', readUpTo: startedAt, size };
  return { phase: 'archive', startedAt, size, since, after: null };
}

async function changes(api: HubSpotApi, kind: ObjectKind, cursor: Phase<'changes'>): Promise<CrmPage> {
  const found = await searchOrNothing(api, kind, cursor);
  if (!kind.searchOnly && isWalkCheaper(found.total, cursor.size)) {
    return { cursor: walkInstead(cursor), read: 0 };
  }
  const ids = found.results.flatMap((each) => recordIdOf(each) ?? []);
  const records = await readCurrent(api, kind, ids);
  const next = afterChanges(kind, cursor, found.results, found.paging?.next?.after);
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
function afterChanges(
  kind: ObjectKind,
  cursor: Phase<'changes'>,
  results: readonly unknown[],
  after: string | undefined,
): CrmCursor {
  const { startedAt, since, from, size } = cursor;
  if (after === undefined) return { phase: 'archive', startedAt, size, since, after: null };
  const last = modifiedAt(kind, results.at(-1));
  if (last > from) return { ...cursor, from: last, after: null };
  if (Number(after) + SEARCH_LIMIT <= SEARCH_REACH) return { ...cursor, after };
  return walkInstead(cursor);
}

function walkInstead({ startedAt, since }: Phase<'changes'>): Phase<'walk'> {
  return { phase: 'walk', startedAt, after: null, read: 0, since };
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
