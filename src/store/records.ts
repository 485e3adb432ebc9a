import { sql } from 'kysely';
import { type RecordKind, type SourceRecord } from '../model/record.ts';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** Source of records whose `accountId` is the HubSpot company id itself. */
export const CRM_SOURCE = 'hubspot-crm';

export interface StoredRecord {
  readonly source: string;
  readonly record: SourceRecord;
}

/** Inserts or replaces records by the vendor's id; one that comes back after deletion lives again. */
export async function saveRecords(
  db: Db,
  portalId: string,
  source: string,
  records: readonly SourceRecord[],
): Promise<void> {
  for (const chunk of chunksOf(lastOfEach(records), 2000)) {
    const rows = chunk.map((record) => ({
      kind: record.kind,
      id: record.id,
      account_id: record.accountId,
      data: record,
    }));
    await sql`
      insert into record (portal_id, source, kind, id, account_id, data)
      select ${portalId}, ${source}, kind, id, account_id, data
      from ${rowsOf(rows, { kind: 'text', id: 'text', account_id: 'text', data: 'jsonb' })}
      on conflict (portal_id, source, kind, id) do update set
        account_id = excluded.account_id, data = excluded.data, deleted = false`.execute(db);
  }
}

/** One statement may touch a row once: of several versions of a record in a page, the last counts. */
function lastOfEach(records: readonly SourceRecord[]): SourceRecord[] {
  return [...new Map(records.map((record) => [`${record.kind}\u0000${record.id}`, record])).values()];
}

/**
 * Takes records that their source deleted out of everything. Only the key stays, for one that comes back; what it said
 * of people is forgotten.
 */
export async function markDeleted(
  db: Db,
  portalId: string,
  source: string,
  deleted: readonly { readonly kind: string; readonly id: string }[],
): Promise<void> {
  if (deleted.length === 0) return;
  await sql`
    update record set deleted = true, data = '{}'
    from ${rowsOf([...deleted], { kind: 'text', id: 'text' })}
    where record.portal_id = ${portalId} and record.source = ${source}
      and record.kind = incoming.kind and record.id = incoming.id`.execute(db);
}

/** Which accounts these records belong to, as far as they are stored and not deleted. */
export async function accountsOfRecords<Kind extends RecordKind>(
  db: Db,
  portalId: string,
  source: string,
  records: readonly { readonly kind: Kind; readonly id: string }[],
): Promise<{ kind: Kind; id: string; accountId: string }[]> {
  if (records.length === 0) return [];
  const asked = records.map(({ kind, id }) => ({ kind, id }));
  const { rows } = await sql<{ kind: Kind; id: string; accountId: string }>`
    select record.kind, record.id, record.account_id as "accountId"
    from record join ${rowsOf(asked, { kind: 'text', id: 'text' })}
      on record.kind = incoming.kind and record.id = incoming.id
    where record.portal_id = ${portalId} and record.source = ${source} and not record.deleted`.execute(db);
  return rows;
}

/**
 * Records of these companies, by company id: the CRM's own, and those of matched accounts. Always in one order,
 * because a mean over the same values in another order differs in its last digit, and would be written again. Of
 * these kinds only where some are given. A row a company: a hundred rows cost more than what they say.
 */
export async function loadRecords(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
  kinds: readonly RecordKind[] | null = null,
): Promise<Map<string, StoredRecord[]>> {
  const ofKinds = kinds === null ? sql`true` : sql`record.kind = any(${kinds}::text[])`;
  type Packed = readonly [source: string, record: SourceRecord];
  const { rows } = await sql<{ company_id: string; records: Packed[] }>`
    select company_id, json_agg(json_build_array(source, data) order by source, kind, id) as records from (
    select record.account_id as company_id, record.source, record.kind, record.id, record.data
    from record
    where record.portal_id = ${portalId} and record.source = ${CRM_SOURCE} and not record.deleted
      and record.account_id = any(${companyIds}::text[]) and ${ofKinds}
    union all
    select account.company_id, record.source, record.kind, record.id, record.data
    from account join record
      on record.portal_id = account.portal_id and record.source = account.source
      and record.account_id = account.external_id
    where account.portal_id = ${portalId} and account.source <> ${CRM_SOURCE} and not record.deleted
      and account.company_id = any(${companyIds}::text[]) and ${ofKinds}) every
    group by company_id`.execute(db);
  return new Map(
    rows.map(({ company_id, records }) => [
      company_id,
      records.map(([source, record]) => ({ source, record })),
    ]),
  );
}

/** Roles that change what the absence of a person says. */
const MARKED_ROLES = ['executive-sponsor', 'champion'] as const;
export type MarkedRole = (typeof MARKED_ROLES)[number];

/**
 * What a portal has at all: kinds of records in use, and whether anybody is marked as sponsor or champion. Steps
 * from one kind to the next by the key, since a portal has millions of records and a dozen kinds.
 */
export async function loadRecordProfile(
  db: Db,
  portalId: string,
): Promise<{ readonly kinds: ReadonlySet<RecordKind>; readonly contactRoles: ReadonlySet<MarkedRole> }> {
  const kinds = await sql<{ kind: RecordKind }>`
    with recursive found as (
      (select source, kind from record where portal_id = ${portalId} order by source, kind limit 1)
      union all
      select next.source, next.kind from found cross join lateral (
        select source, kind from record
        where portal_id = ${portalId} and (source, kind) > (found.source, found.kind)
        order by source, kind limit 1) next)
    select distinct kind from found where exists (
      select 1 from record where portal_id = ${portalId} and source = found.source and kind = found.kind
        and not deleted)`.execute(db);
  const roles = await sql<{ role: MarkedRole }>`
    select role from unnest(${[...MARKED_ROLES]}::text[]) as marked (role) where exists (
      select 1 from record where portal_id = ${portalId} and kind = 'contact' and not deleted
        and data ->> 'role' = marked.role)`.execute(db);
  return {
    kinds: new Set(kinds.rows.map(({ kind }) => kind)),
    contactRoles: new Set(roles.rows.map(({ role }) => role)),
  };
}
