import { sql } from 'kysely';
import { type Delivery, type Inbox } from '../model/inbox.ts';
import { rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** Deliveries handed out at a time. */
const BATCH = 500;

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
  deliveries: readonly { readonly key: string; readonly body: unknown }[],
  clock?: () => Date,
): Promise<Set<string>> {
  if (deliveries.length === 0) return new Set();
  const once = [...new Map(deliveries.map((each) => [storableKey(each.key), each])).values()];
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock_shared(${orderLock(portalId, source)})`.execute(transaction);
    // Whole milliseconds, which is all that a cursor holds.
    const now = clock?.().toISOString() ?? sql`date_trunc('milliseconds', clock_timestamp())`;
    const rows = once.map(({ key, body }) => ({ key, body: { value: body } }));
    const stored = await sql<{ key: string }>`
      insert into delivery (portal_id, source, key, received_at, body)
      select ${portalId}, ${source}, key, arrival.at, body
      from ${rowsOf(rows, { key: 'text', body: 'jsonb' })}, (
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
    async oldest(source) {
      const row = await db
        .selectFrom('delivery')
        .select('received_at')
        .where('portal_id', '=', portalId)
        .where('source', '=', source)
        .orderBy('received_at')
        .limit(1)
        .executeTakeFirst();
      return row?.received_at ?? null;
    },
  };
}

async function* readDeliveries(
  db: Db,
  portalId: string,
  source: string,
  from: string,
  until: string | undefined,
): AsyncGenerator<readonly Delivery[]> {
  const last = await lastArrival(db, portalId, source);
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

/** When the latest of all deliveries arrived whose writers had begun; null when there is none. */
async function lastArrival(db: Db, portalId: string, source: string): Promise<string | null> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${orderLock(portalId, source)})`.execute(transaction);
    const { rows } = await sql<{ last: string | null }>`
      select max(received_at) as last from delivery
      where portal_id = ${portalId} and source = ${source}`.execute(transaction);
    return rows[0]?.last ?? null;
  });
}

/** Forgets deliveries that arrived before `before`; returns how many. */
export async function dropDeliveries(db: Db, portalId: string, before: string): Promise<number> {
  const result = await db
    .deleteFrom('delivery')
    .where('portal_id', '=', portalId)
    .where('received_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
