import { sql } from 'kysely';
import { type Page, type Quarantined } from '../model/source.ts';
import { type Message, messageText } from '../model/messages/message.ts';
import { saveAccounts } from './accounts.ts';
import { noteDeletedTasks } from './acts.ts';
import { rowsOf, storableJson } from './bulk.ts';
import { saveCompanies } from './companies.ts';
import { absorbMerged } from './merged-companies.ts';
import { type Db } from './open.ts';
import { CRM_SOURCE, markDeleted, saveRecords } from './records.ts';
import { replaceUsage } from './usage.ts';

/** Where the reading of a stream is. */
export interface StreamPlace {
  /** null when it was never read, or begins again. */
  readonly cursor: unknown;
  /** How often the cursor was stored; 0 when it was never. */
  readonly moves: number;
}

/**
 * Stores a page and the cursor behind it in one transaction: both or neither. One page of a source at a time, since pages
 * add to what is stored of a month or a record.
 *
 * @param moves of the place that the page was read from
 * @returns false, and nothing is stored, when somebody else has moved the cursor since
 */
export async function commitPage(
  db: Db,
  portalId: string,
  source: string,
  stream: string,
  page: Page<unknown>,
  moves?: number,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await holdSource(transaction, portalId, source);
    if (moves !== undefined && moves !== (await loadPlace(transaction, portalId, source, stream)).moves)
      return false;
    if (page.companies?.length) {
      await saveCompanies(transaction, portalId, page.companies);
      await absorbMerged(transaction, portalId, page.companies);
    }
    if (page.accounts?.length) await saveAccounts(transaction, portalId, source, page.accounts);
    if (page.records?.length) await saveRecords(transaction, portalId, source, page.records);
    if (page.deleted?.length) {
      await markDeleted(transaction, portalId, source, page.deleted);
      if (source === CRM_SOURCE) await noteDeletedTasks(transaction, portalId, page.deleted);
    }
    if (page.usage) await replaceUsage(transaction, portalId, source, page.usage);
    if (page.quarantined?.length) await saveQuarantine(transaction, portalId, source, page.quarantined);
    await transaction
      .insertInto('stream_cursor')
      .values({
        portal_id: portalId,
        source,
        stream,
        cursor: storableJson(JSON.stringify(page.cursor)),
        pages: 1,
        records: page.read,
      })
      .onConflict((conflict) =>
        conflict.columns(['portal_id', 'source', 'stream']).doUpdateSet((eb) => ({
          cursor: eb.ref('excluded.cursor'),
          pages: sql<number>`stream_cursor.pages + 1`,
          records: sql<number>`stream_cursor.records + excluded.records`,
          updated_at: sql<string>`now()`,
        })),
      )
      .execute();
    return true;
  });
}

/** Until the transaction ends, nobody else stores anything of the source. */
async function holdSource(transaction: Db, portalId: string, source: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`pull ${portalId} ${source}`}, 0))`.execute(
    transaction,
  );
}

export async function loadPlace(
  db: Db,
  portalId: string,
  source: string,
  stream: string,
): Promise<StreamPlace> {
  const row = await db
    .selectFrom('stream_cursor')
    .select(['cursor', 'pages as moves'])
    .where('portal_id', '=', portalId)
    .where('source', '=', source)
    .where('stream', '=', stream)
    .executeTakeFirst();
  return row ?? { cursor: null, moves: 0 };
}

/** Puts a stream that was read before back to a place; null: to its beginning. */
export async function moveCursor(
  db: Db,
  portalId: string,
  source: string,
  stream: string,
  cursor: unknown,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await holdSource(transaction, portalId, source);
    await transaction
      .updateTable('stream_cursor')
      .set({
        cursor: storableJson(JSON.stringify(cursor)),
        pages: sql<number>`pages + 1`,
        updated_at: sql<string>`now()`,
      })
      .where('portal_id', '=', portalId)
      .where('source', '=', source)
      .where('stream', '=', stream)
      .execute();
  });
}

async function saveQuarantine(
  db: Db,
  portalId: string,
  source: string,
  quarantined: readonly Quarantined[],
): Promise<void> {
  const byId = new Map(
    quarantined.map((each) => [
      `${each.stream}\u0000${recordIdOf(each)}`,
      {
        stream: each.stream,
        record_id: recordIdOf(each),
        reason: each.reason,
        records: each.records ?? 1,
      },
    ]),
  );
  await sql`
    insert into quarantine (portal_id, source, stream, record_id, reason, records)
    select ${portalId}, ${source}, stream, record_id, reason, records
    from ${rowsOf([...byId.values()], { stream: 'text', record_id: 'text', reason: 'jsonb', records: 'bigint' })}
    on conflict (portal_id, source, stream, record_id) do update set reason = excluded.reason,
      records = excluded.records, at = now()`.execute(db);
}

/** What has no id of its own is known by its reason and number. */
function recordIdOf({ recordId, reason, records = 1 }: Quarantined): string {
  return recordId ?? `(${records} ${messageText(reason, 'en')})`;
}

export async function loadQuarantine(
  db: Db,
  portalId: string,
): Promise<{ source: string; stream: string; recordId: string; reason: Message; at: string }[]> {
  const rows = await db
    .selectFrom('quarantine')
    .selectAll()
    .where('portal_id', '=', portalId)
    .orderBy('at', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    source: row.source,
    stream: row.stream,
    recordId: row.record_id,
    reason: row.reason,
    at: row.at,
  }));
}

/** Records set aside by source. */
export async function quarantinedBySource(db: Db, portalId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('quarantine')
    .select(['source', sql<string>`sum(records)`.as('records')])
    .where('portal_id', '=', portalId)
    .groupBy('source')
    .execute();
  return new Map(rows.map((row) => [row.source, Number(row.records)]));
}

/** Most frequent reasons of each source, with how many records were set aside for each. */
export async function reasonsBySource(
  db: Db,
  portalId: string,
  most: number,
): Promise<Map<string, { readonly reason: Message; readonly records: number }[]>> {
  const { rows } = await sql<{ source: string; reason: Message; records: string }>`
    select source, reason, records from (
      select source, reason, records,
        row_number() over (partition by source order by records desc, reason::text) as place
      from (
        select source, reason, sum(records) as records
        from quarantine where portal_id = ${portalId} group by source, reason) as counted) as ordered
    where place <= ${most} order by source, place`.execute(db);
  const bySource = new Map<string, { readonly reason: Message; readonly records: number }[]>();
  for (const { source, reason, records } of rows) {
    bySource.set(source, [...(bySource.get(source) ?? []), { reason, records: Number(records) }]);
  }
  return bySource;
}

/** Records read in all pulls by source, again where one was read again. */
export async function readBySource(db: Db, portalId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('stream_cursor')
    .select(['source', sql<string>`sum(records)`.as('records')])
    .where('portal_id', '=', portalId)
    .groupBy('source')
    .execute();
  return new Map(rows.map(({ source, records }) => [source, Number(records)]));
}
