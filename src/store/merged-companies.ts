import { sql } from 'kysely';
import { rowsOf } from './bulk.ts';
import { type Db } from './open.ts';
import { CRM_SOURCE } from './records.ts';

interface Merged {
  /** Id that is no company of its own any more. */
  readonly old: string;
  readonly survivor: string;
}

const COLUMNS = { old: 'text', survivor: 'text' } as const;

/**
 * Gives what is known of companies that were merged away to the company they became: tasks, matched accounts, CRM
 * records, pulses and band overrides of all of them. Of scores there can be one history only: the survivor's own, or
 * else the longest. Doing it again changes nothing.
 */
export async function absorbMerged(
  db: Db,
  portalId: string,
  companies: readonly { readonly companyId: string; readonly mergedIds?: readonly string[] }[],
): Promise<void> {
  const merged = companies.flatMap(({ companyId, mergedIds = [] }) =>
    mergedIds.filter((old) => old !== companyId).map((old): Merged => ({ old, survivor: companyId })),
  );
  if (merged.length === 0) return;
  const incoming = rowsOf(merged, COLUMNS);
  await sql`
    update act set company_id = survivor, planned = jsonb_set(planned, '{companyId}', to_jsonb(survivor))
    from ${incoming} where act.portal_id = ${portalId} and act.company_id = old`.execute(db);
  // Their other keys are unique by themselves, so that nothing can collide.
  for (const table of ['account', 'pulse', 'band_override']) {
    await sql`
      update ${sql.table(table)} as held set company_id = survivor
      from ${incoming} where held.portal_id = ${portalId} and held.company_id = old`.execute(db);
  }
  await sql`
    update account set hubspot_company_id = survivor
    from ${incoming} where account.portal_id = ${portalId} and account.hubspot_company_id = old`.execute(db);
  await sql`
    update record set account_id = survivor, data = jsonb_set(data, '{accountId}', to_jsonb(survivor))
    from ${incoming}
    where record.portal_id = ${portalId} and record.source = ${CRM_SOURCE} and record.account_id = old`.execute(
    db,
  );
  await moveHistories(db, portalId, merged);
  await sql`
    update company set archived = true
    from ${incoming} where company.portal_id = ${portalId} and company.company_id = old`.execute(db);
}

async function moveHistories(db: Db, portalId: string, merged: readonly Merged[]): Promise<void> {
  const { rows: longest } = await sql<Merged>`
    select distinct on (survivor) survivor, old
    from (
      select survivor, old, count(*) as days
      from ${rowsOf(merged, COLUMNS)}
      join snapshot on snapshot.portal_id = ${portalId} and snapshot.company_id = old
      where not exists (
        select 1 from snapshot as own where own.portal_id = ${portalId} and own.company_id = survivor)
      group by survivor, old) as history
    order by survivor, days desc, old`.execute(db);
  if (longest.length === 0) return;
  const incoming = rowsOf(longest, COLUMNS);
  await sql`
    update snapshot set company_id = survivor
    from ${incoming} where snapshot.portal_id = ${portalId} and snapshot.company_id = old`.execute(db);
  await sql`
    update health set company_id = survivor
    from ${incoming}
    where health.portal_id = ${portalId} and health.company_id = old and not exists (
      select 1 from health as own where own.portal_id = ${portalId} and own.company_id = survivor)`.execute(
    db,
  );
}
