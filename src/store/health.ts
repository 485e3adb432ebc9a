import { sql } from 'kysely';
import { type HealthBreakdown } from '../model/breakdown.ts';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** The current health of a company: what is published about it and the state of its band. */
export interface StoredHealth {
  readonly companyId: string;
  readonly asOf: string;
  /** State of the hysteresis (see `scoring/bands`). */
  readonly bandState: object;
  readonly breakdown: HealthBreakdown;
  readonly topRisks: readonly string[];
  readonly scoredAt: string;
}

const COLUMNS = {
  company_id: 'text',
  as_of: 'date',
  band_state: 'jsonb',
  breakdown: 'jsonb',
  top_risks: 'jsonb',
  scored_at: 'timestamptz',
} as const;

export async function saveHealth(db: Db, portalId: string, healths: readonly StoredHealth[]): Promise<void> {
  const names = sql.raw(Object.keys(COLUMNS).join(', '));
  const updates = sql.raw(
    Object.keys(COLUMNS)
      .map((name) => `${name} = excluded.${name}`)
      .join(', '),
  );
  for (const chunk of chunksOf(healths, 500)) {
    const rows = chunk.map((health) => ({
      company_id: health.companyId,
      as_of: health.asOf,
      band_state: health.bandState,
      breakdown: health.breakdown,
      top_risks: health.topRisks,
      scored_at: health.scoredAt,
    }));
    await sql`
      insert into health (portal_id, ${names}) select ${portalId}, ${names} from ${rowsOf(rows, COLUMNS)}
      on conflict (portal_id, company_id) do update set ${updates}`.execute(db);
  }
}

/** Current health by company id; all companies of the portal when no ids are given. */
export async function loadHealth(
  db: Db,
  portalId: string,
  companyIds?: readonly string[],
): Promise<Map<string, StoredHealth>> {
  let query = db.selectFrom('health').selectAll().where('portal_id', '=', portalId);
  if (companyIds !== undefined) query = query.where(sql<boolean>`company_id = any(${companyIds}::text[])`);
  const rows = await query.orderBy('company_id').execute();
  return new Map(
    rows.map((row) => [
      row.company_id,
      {
        companyId: row.company_id,
        asOf: row.as_of,
        bandState: row.band_state,
        breakdown: row.breakdown,
        topRisks: row.top_risks,
        scoredAt: row.scored_at,
      },
    ]),
  );
}

/** State of the band's hysteresis by company id, without what explains the score, which is a hundred times as much. */
export async function loadBandStates(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<Map<string, object>> {
  const rows = await db
    .selectFrom('health')
    .select(['company_id', 'band_state'])
    .where('portal_id', '=', portalId)
    .where(sql<boolean>`company_id = any(${companyIds}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.company_id, row.band_state]));
}

/** The stored breakdown of a company as JSON text, for those who only pass it on; null when there is none. */
export async function loadBreakdownText(db: Db, portalId: string, companyId: string): Promise<string | null> {
  const { rows } = await sql<{ breakdown: string }>`
    select breakdown::text as breakdown from health
    where portal_id = ${portalId} and company_id = ${companyId}`.execute(db);
  return rows[0]?.breakdown ?? null;
}

/** Current health of companies whose published band fell to red on `day`, and that nobody was alerted to yet. */
export async function loadUnalerted(db: Db, portalId: string, day: string): Promise<StoredHealth[]> {
  const { rows } = await sql<{ company_id: string }>`
    select company_id from health
    where portal_id = ${portalId} and breakdown ->> 'publishedBand' = 'red'
      and breakdown ->> 'bandChangedAt' = ${day}
      and coalesce(breakdown ->> 'previousBand', 'unknown') <> 'unknown'
      and not exists (select 1 from audit
        where audit.portal_id = ${portalId} and audit.action = ${ALERTED}
          and audit.subject = health.company_id and audit.detail ->> 'day' = ${day})`.execute(db);
  const ids = rows.map((row) => row.company_id);
  return [...(await loadHealth(db, portalId, ids)).values()];
}

/** Action in the audit log: people were told of an account. */
export const ALERTED = 'alert.sent';
