import { sql } from 'kysely';
import { type Delivery, type Inbox } from '../model/inbox.ts';
import { type WebhookEvent } from '../model/webhook.ts';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** Deliveries handed out at a time. */
const BATCH = 500;
/** Subjects asked for at a time. */
const SUBJECTS = 5_000;

/** Writers hold it shared while they insert, readers take it once: see {@link storeDeliveries}. */
const orderLock = (portalId: string, source: string) =>
  sql`hashtextextended(${`inbox ${portalId} ${source}`}, 0)`;

/**
 * Stores deliveries once each, by the sender's key, and returns the keys that were new. They arrive when the database
 * says so, after the lock is held, and in any case later than all that were there: once a reader has had the lock, nothing
 * can appear in the time before, also when clocks differ or are set back.
 *
 * @param clock for deliveries that were recorded earlier: when they arrived
 */
export async function storeDeliveries(
  db: Db,
  portalId: string,
  source: string,
  deliveries: readonly Pick<WebhookEvent, 'key' | 'body' | 'lasting'>[],
  clock?: () => Date,
): Promise<Set<string>> {
  if (deliveries.length === 0) return new Set();
  const once = [...new Map(deliveries.map((each) => [storableKey(each.key), each])).values()];
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock_shared(${orderLock(portalId, source)})`.execute(transaction);
    // Whole milliseconds, which is all that a cursor holds.
    const now = clock?.().toISOString() ?? sql`date_trunc('milliseconds', clock_timestamp())`;
    const rows = once.map(({ key, body, lasting }) => ({
      key,
      body: { value: body },
      subject: lasting?.subject ?? null,
      said: lasting?.said ?? null,
    }));
    const stored = await sql<{ key: string }>`
      insert into delivery (portal_id, source, key, received_at, body, subject, said)
      select ${portalId}, ${source}, key, arrival.at, body, subject, said
      from ${rowsOf(rows, { key: 'text', body: 'jsonb', subject: 'text', said: 'text' })}, (
        select greatest(${now}::timestamptz, max(received_at) + interval '1 millisecond') as at
        from delivery where portal_id = ${portalId} and source = ${source}) arrival
      on conflict (portal_id, source, key) do nothing
      returning key`.execute(transaction);
    const isNew = new Set(stored.rows.map((row) => row.key));
    return new Set(deliveries.map((each) => each.key).filter((key) => isNew.has(storableKey(key))));
  });
}

/** A sender's key as the store has it: PostgreSQL holds no NUL characters and no half characters. */
function storableKey(key: string): string {
  return key.replaceAll('\0', '').toWellFormed();
}

/** The inbox of one portal (see `model/inbox.ts`). */
export function createInbox(db: Db, portalId: string): Inbox {
  return {
    read: (source, from, until) => readDeliveries(db, portalId, source, from, until),
    oldest: async (source) => (await arrivals(db, portalId, source)).oldest,
    async lastSaid(source, subjects, before) {
      const said = new Map<string, string>();
      for (const chunk of chunksOf(subjects, SUBJECTS)) {
        const known = new Map(chunk.map((subject) => [storableKey(subject), subject]));
        for (const row of await readLastSaid(db, portalId, source, [...known.keys()], before)) {
          said.set(known.get(row.subject) ?? row.subject, row.said);
        }
      }
      return said;
    },
  };
}

async function readLastSaid(
  db: Db,
  portalId: string,
  source: string,
  subjects: readonly string[],
  before: string,
) {
  const { rows } = await sql<{ subject: string; said: string }>`
    select distinct on (subject) subject, said from (
      select subject, said, at, 0 as id from last_said
      where portal_id = ${portalId} and source = ${source} and subject = any(${subjects}::text[])
        and at < ${before}::timestamptz
      union all
      select subject, said, received_at, id from delivery
      where portal_id = ${portalId} and source = ${source} and subject = any(${subjects}::text[])
        and received_at < ${before}::timestamptz) every
    order by subject, at desc, id desc`.execute(db);
  return rows;
}

async function* readDeliveries(
  db: Db,
  portalId: string,
  source: string,
  from: string,
  until: string | undefined,
): AsyncGenerator<readonly Delivery[]> {
  const { last } = await arrivals(db, portalId, source);
  let after = 0;
  let at = from;
  for (;;) {
    const { rows } = await sql<{ id: number; received_at: string; body: { value: unknown } }>`
      select id, received_at, body from delivery
      where portal_id = ${portalId} and source = ${source} and received_at <= ${last}::timestamptz
        and received_at < ${until ?? 'infinity'}::timestamptz and (received_at, id) > (${at}::timestamptz, ${after})
      order by received_at, id limit ${BATCH}`.execute(db);
    const lastRead = rows.at(-1);
    if (lastRead === undefined) return;
    yield rows.map((row) => ({ id: String(row.id), receivedAt: row.received_at, body: row.body.value }));
    at = lastRead.received_at;
    after = lastRead.id;
  }
}

/**
 * When the first and the last of all deliveries arrived whose writers had begun; null when there is none. What is stored
 * afterwards has arrived later than both.
 */
async function arrivals(
  db: Db,
  portalId: string,
  source: string,
): Promise<{ oldest: string | null; last: string | null }> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${orderLock(portalId, source)})`.execute(transaction);
    const { rows } = await sql<{ oldest: string | null; last: string | null }>`
      select min(received_at) as oldest, max(received_at) as last from delivery
      where portal_id = ${portalId} and source = ${source}`.execute(transaction);
    return rows[0] ?? { oldest: null, last: null };
  });
}

/** Forgets deliveries that arrived before `before`, apart from what they said last; returns how many. */
export async function dropDeliveries(db: Db, portalId: string, before: string): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await sql`
      insert into last_said (portal_id, source, subject, said, at)
      select distinct on (source, subject) portal_id, source, subject, said, received_at from delivery
      where portal_id = ${portalId} and subject is not null and received_at < ${before}::timestamptz
      order by source, subject, received_at desc, id desc
      on conflict (portal_id, source, subject) do update set said = excluded.said, at = excluded.at
      where last_said.at <= excluded.at`.execute(transaction);
    const result = await transaction
      .deleteFrom('delivery')
      .where('portal_id', '=', portalId)
      .where('received_at', '<', before)
      .executeTakeFirst();
    return Number(result.numDeletedRows);
  });
}
