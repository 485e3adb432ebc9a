import { sql } from 'kysely';
import { type Localised } from '../model/bands.ts';
import { type Db } from './open.ts';

/** A company with what its stored health says in numbers: whole breakdowns are a hundred times as much. */
export interface StoredEntry {
  readonly companyId: string;
  readonly name: string | null;
  readonly segment: string | null;
  readonly ownerId: string | null;
  readonly asOf: string;
  readonly score: number | null;
  readonly band: string;
  readonly delta30d: number | null;
  readonly coverage: number;
  readonly provisional: boolean;
  readonly risk: number | null;
  readonly arr: number | null;
  readonly currency: string | null;
  readonly renewsAt: string | null;
  readonly overriddenUntil: string | null;
  /** Dimension id → score. */
  readonly dimensions: Readonly<Record<string, number | null>>;
}

type Row = Omit<StoredEntry, 'dimensions'> & {
  readonly dimensions: readonly { readonly id: string; readonly score: number | null }[] | null;
};

/**
 * Every company with a health that is not archived. Opens every stored breakdown in the database, which takes it about
 * 0.1 ms each.
 */
export async function loadEntries(db: Db, portalId: string): Promise<StoredEntry[]> {
  const { rows } = await sql<Row>`
    select health.company_id as "companyId", company.name, company.segment, company.owner_id as "ownerId",
      health.as_of as "asOf", own."publishedBand" as band, own."renewsAt" as "renewsAt",
      (own.result ->> 'score')::float8 as score, (own.result ->> 'delta30d')::float8 as "delta30d",
      (own.result ->> 'coverage')::float8 as coverage, (own.result ->> 'provisional')::boolean as provisional,
      (own.result ->> 'risk')::float8 as risk,
      (own.arr ->> 'amount')::float8 as arr, own.arr ->> 'currency' as currency,
      case when (own.override ->> 'active')::boolean then own.override ->> 'expiresAt' end as "overriddenUntil",
      own.result -> 'dimensions' as dimensions
    from health
    join company using (portal_id, company_id)
    cross join lateral jsonb_to_record(health.breakdown)
      as own(result jsonb, "publishedBand" text, arr jsonb, "renewsAt" text, override jsonb)
    where health.portal_id = ${portalId} and not company.archived
    order by health.company_id`.execute(db);
  return rows.map(({ dimensions, ...row }) => ({
    ...row,
    dimensions: Object.fromEntries((dimensions ?? []).map(({ id, score }) => [id, score])),
  }));
}

/**
 * A text that is another one as soon as an entry is: every scoring leaves its instant. Reads no breakdown, so it takes
 * a small part of the time that the entries take.
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
  const { rows } = await sql<ShownDetail>`
    select company_id as "companyId", own.words #> '{reasons,0}' as reason,
      (select count(*) from jsonb_array_elements(coalesce(own.tasks, '[]')) task
        where task ->> 'status' = 'open')::int as "openTasks"
    from health cross join lateral jsonb_to_record(breakdown) as own(words jsonb, tasks jsonb)
    where portal_id = ${portalId} and company_id = any(${companyIds}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.companyId, row]));
}
