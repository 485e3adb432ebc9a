import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { addDays, type Day } from '../../model/day.ts';
import { say } from '../../model/messages/message.ts';
import { type SourceRecord } from '../../model/record.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import { type Parameters, type StripeApi } from './api.ts';
import { type Mapped, pageOf } from '../mapped.ts';
import { changeEvent, listed } from './shapes.ts';

/**
 * First the whole list is walked; from then on the account's events tell what changed, because Stripe's lists
 * cannot be asked for what changed since. Events reach back 30 days: an older cursor starts a new walk.
 */
const objectCursor = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('walk'),
    /** Unix seconds from which the events have to be read after the walk. */
    changesSince: z.number().int(),
    /** Last object read. */
    after: z.string().nullable(),
    /** Whether what is older and not settled is being read, behind the rest. */
    unsettled: z.boolean().default(false),
  }),
  z.object({ phase: z.literal('changes'), changesSince: z.number().int() }),
]);
export type ObjectCursor = z.infer<typeof objectCursor>;

/** One type of Stripe object and how to read it. */
export interface ObjectKind {
  readonly name: string;
  /** Path of its list. */
  readonly path: string;
  readonly parameters: Parameters;
  /** Events whose object is one of these. */
  readonly eventTypes: readonly string[];
  /** Whether the walk may end at the first object created before the day to read from. */
  readonly datedByCreation: boolean;
  /** Days for which an object goes on to say something: the walk begins so many days earlier. */
  readonly holdsForDays?: number;
  /** Parameters of the list of those that matter however long ago they were created, where there are such. */
  readonly unsettled?: Parameters;
  map(raw: unknown, api: StripeApi, now: Date): Mapped | Promise<Mapped>;
  /** The event after which the object and its record are gone, where there is one. */
  readonly deletion?: { readonly eventType: string; readonly kind: SourceRecord['kind'] };
}

type ObjectPage = Page<ObjectCursor>;

/** An event may appear a little after the second it is dated to. */
const OVERLAP_SECONDS = 600;
/** Short of the 30 days, so that a slow run does not lose its oldest hours. */
const EVENT_REACH_SECONDS = 29 * 86_400;
const CHANGES_PER_PAGE = 500;

/** A stream of one type of object: walk, then changes. */
export function objectStream(
  kind: ObjectKind,
  connect: (signal: AbortSignal) => StripeApi,
): Stream<ObjectCursor> {
  return {
    name: kind.name,
    cursor: objectCursor,
    pull(context, cursor) {
      const api = connect(context.signal);
      const changesSince = Math.floor(context.now.getTime() / 1000) - OVERLAP_SECONDS;
      if (cursor === null || isTooOld(cursor, context)) {
        return walk(kind, api, context, { phase: 'walk', changesSince, after: null, unsettled: false });
      }
      if (cursor.phase === 'walk') return walk(kind, api, context, cursor);
      return changes(kind, api, context, cursor.changesSince, { phase: 'changes', changesSince });
    },
  };
}

function isTooOld(cursor: ObjectCursor, context: PullContext): boolean {
  return context.now.getTime() / 1000 - cursor.changesSince > EVENT_REACH_SECONDS;
}

async function* walk(
  kind: ObjectKind,
  api: StripeApi,
  context: PullContext,
  start: Extract<ObjectCursor, { phase: 'walk' }>,
): AsyncGenerator<ObjectPage> {
  const { changesSince } = start;
  const since = addDays(context.since, -(kind.holdsForDays ?? 0));
  let { after, unsettled } = start;
  for (;;) {
    const parameters = unsettled ? olderUnsettled(kind, since) : kind.parameters;
    const page = await listAfter(kind.path, parameters, api, after);
    const last = listed.safeParse(page.data.at(-1)).data;
    const past =
      !unsettled && kind.datedByCreation && last !== undefined && last.created.slice(0, 10) < since;
    const mapped: Mapped[] = [];
    for (const raw of page.data) mapped.push(await kind.map(raw, api, context.now));
    const ended = !page.hasMore || past;
    if (!ended && last === undefined) throw unreadableEnd(kind);
    const done = ended && !(past && kind.unsettled !== undefined);
    after = ended ? null : (last?.id ?? null);
    unsettled ||= ended;
    const cursor: ObjectCursor = done
      ? { phase: 'changes', changesSince }
      : { phase: 'walk', changesSince, after, unsettled };
    yield pageOf(cursor, page.data.length, mapped);
    if (done) return;
  }
}

/** What the walk left out when it ended at the first day to read from. */
function olderUnsettled(kind: ObjectKind, since: Day): Parameters {
  const before = String(Date.parse(since) / 1000);
  return { ...kind.parameters, ...kind.unsettled, 'created[lt]': before };
}

/** A place in the list that no longer exists, because its object was deleted, starts the walk over. */
async function listAfter(path: string, parameters: Parameters, api: StripeApi, after: string | null) {
  if (after === null) return api.list(path, parameters);
  try {
    return await api.list(path, { ...parameters, starting_after: after });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'upstream-rejected') throw error;
    return api.list(path, parameters);
  }
}

function unreadableEnd(kind: ObjectKind): AppError {
  return new AppError('upstream-invalid', say('stripe.no-end', { objects: kind.name }), {
    details: { upstream: 'Stripe', path: kind.path },
  });
}

/** Newest change of each object since the cursor. All are read before any is handed on: they come newest first. */
async function* changes(
  kind: ObjectKind,
  api: StripeApi,
  context: PullContext,
  since: number,
  done: ObjectCursor,
): AsyncGenerator<ObjectPage> {
  const { newest, read, unreadable } = await newestChanges(kind, api, since);
  const pending: Mapped[] = [{ quarantined: unreadable }];
  let counted = read;
  for (const change of newest.values()) {
    pending.push(await mapChange(kind, change, api, context.now));
    if (pending.length < CHANGES_PER_PAGE) continue;
    yield pageOf({ phase: 'changes', changesSince: since }, counted, pending.splice(0));
    counted = 0;
  }
  yield pageOf(done, counted, pending);
}

interface Change {
  readonly type: string;
  /** Unix seconds. */
  readonly created: number;
  readonly object: { readonly id: string };
  /** Events of the same second that say something else: their order cannot be told from the list. */
  readonly rivals: Change[];
}

async function newestChanges(kind: ObjectKind, api: StripeApi, since: number) {
  const newest = new Map<string, Change>();
  const unreadable = [];
  let read = 0;
  for (let after: string | null = null; ;) {
    const parameters = { types: kind.eventTypes, 'created[gte]': String(since) };
    const page = await api.list(
      '/v1/events',
      after === null ? parameters : { ...parameters, starting_after: after },
    );
    read += page.data.length;
    for (const raw of page.data) {
      const event = changeEvent.safeParse(raw);
      const recordId = listedId(raw);
      if (!event.success) unreadable.push({ stream: kind.name, recordId, reason: say('event-unreadable') });
      else if (kind.eventTypes.includes(event.data.type)) {
        const { type, created, data } = event.data;
        const change: Change = { type, created, object: data.object, rivals: [] };
        const known = newest.get(data.object.id);
        if (known === undefined) newest.set(data.object.id, change);
        else if (contradicts(kind, known, change)) known.rivals.push(change);
      }
    }
    after = listedId(page.data.at(-1));
    if (!page.hasMore || after === null) return { newest, read, unreadable };
  }
}

function listedId(raw: unknown): string | null {
  return z.object({ id: z.string() }).safeParse(raw).data?.id ?? null;
}

function contradicts(kind: ObjectKind, known: Change, other: Change): boolean {
  return (
    known.created === other.created &&
    (isDeletion(kind, known) !== isDeletion(kind, other) ||
      JSON.stringify(known.object) !== JSON.stringify(other.object))
  );
}

function isDeletion(kind: ObjectKind, { type }: Change): boolean {
  return type === kind.deletion?.eventType;
}

async function mapChange(kind: ObjectKind, change: Change, api: StripeApi, now: Date): Promise<Mapped> {
  const { object, rivals } = change;
  const current = rivals.length === 0 ? null : await currentObject(kind, object.id, api);
  if (current !== null) return kind.map(current, api, now);
  const gone = [change, ...rivals].some((each) => isDeletion(kind, each));
  return kind.deletion !== undefined && gone
    ? { deleted: [{ kind: kind.deletion.kind, id: object.id }] }
    : kind.map(object, api, now);
}

/** null where Stripe does not know it any more, or only that it was there. */
async function currentObject({ path }: ObjectKind, id: string, api: StripeApi): Promise<unknown> {
  try {
    const object = await api.retrieve(`${path}/${encodeURIComponent(id)}`, {});
    return z.object({ deleted: z.literal(true) }).safeParse(object).success ? null : object;
  } catch (error) {
    if (error instanceof AppError && error.code === 'upstream-rejected') return null;
    throw error;
  }
}
