import { sql } from 'kysely';
import { type Localised } from '../model/bands.ts';
import { type HealthSummary } from './health-summary.ts';
import { type Db } from './open.ts';

/** A company with what its stored health says in numbers. */
export interface StoredEntry extends Omit<
  HealthSummary,
  'previousBand' | 'bandChangedAt' | 'reason' | 'openTasks'
> {
  readonly companyId: string;
  readonly name: string | null;
  readonly segment: string | null;
  readonly ownerId: string | null;
  readonly asOf: string;
}

/** Every company with a health that is not archived. */
export async function loadEntries(db: Db, portalId: string): Promise<StoredEntry[]> {
  const rows = await db
    .selectFrom('health')
    .innerJoin('company', (join) =>
      join
        .onRef('company.portal_id', '=', 'health.portal_id')
        .onRef('company.company_id', '=', 'health.company_id'),
    )
    .select(['health.company_id', 'name', 'segment', 'owner_id', 'as_of', 'summary'])
    .where('health.portal_id', '=', portalId)
    .where('archived', '=', false)
    .orderBy('health.company_id')
    .execute();
  return rows.map(({ company_id, name, segment, owner_id, as_of, summary }) => {
    const {
      previousBand: _before,
      bandChangedAt: _since,
      reason: _why,
      openTasks: _open,
      ...numbers
    } = summary;
    return { companyId: company_id, name, segment, ownerId: owner_id, asOf: as_of, ...numbers };
  });
}

/**
 * A text that is another one as soon as an entry is: every scoring leaves its instant. One row for the whole
 * portfolio, where the entries are one a company.
 */
export async function stampOfEntries(db: Db, portalId: string): Promise<string> {
  const { rows } = await sql<{ stamp: string | null }>`
    select md5(string_agg(concat_ws(' ', health.company_id, health.scored_at, health.band_state::text,
      health.top_risks::text, company.name, company.segment, company.owner_id), ',' order by health.company_id)) as stamp
    from health join company using (portal_id, company_id)
    where health.portal_id = ${portalId} and not company.archived`.execute(db);
  return rows[0]?.stamp ?? '';
}

/** By company with a health, the weight (0–1) of each indicator in its score, as stored with the score of that day. */
export async function loadIndicatorWeights(
  db: Db,
  portalId: string,
): Promise<{ readonly companyId: string; readonly weights: ReadonlyMap<string, number> }[]> {
  const { rows } = await sql<{ companyId: string; ids: string[] | null; weights: number[] | null }>`
    select health.company_id as "companyId", jsonb_path_query_array(latest.detail, '$.i[*][0]') as ids,
      jsonb_path_query_array(latest.detail, '$.i[*][4]') as weights
    from health left join lateral (
      select detail from snapshot
      where snapshot.portal_id = health.portal_id and snapshot.company_id = health.company_id
        and snapshot.as_of = health.as_of
      order by revision desc limit 1) latest on true
    where health.portal_id = ${portalId}`.execute(db);
  return rows.map(({ companyId, ids, weights }) => ({
    companyId,
    weights: new Map((ids ?? []).map((id, index) => [id, weights?.[index] ?? 0])),
  }));
}

/** What only the companies on show need. */
export interface ShownDetail {
  readonly companyId: string;
  /** The costliest reason; null when there is none. */
  readonly reason: Localised | null;
  /** Tasks of a playbook that are open. */
  readonly openTasks: number;
}

export async function loadShown(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<Map<string, ShownDetail>> {
  const rows = await db
    .selectFrom('health')
    .select(['company_id', 'summary'])
    .where('portal_id', '=', portalId)
    .where(sql<boolean>`company_id = any(${companyIds}::text[])`)
    .execute();
  return new Map(
    rows.map(({ company_id: companyId, summary: { reason, openTasks } }) => [
      companyId,
      { companyId, reason, openTasks },
    ]),
  );
}
