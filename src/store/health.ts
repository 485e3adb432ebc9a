import { sql } from 'kysely';
import { type ScoreResult } from '../model/result.ts';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** The current health of a company: its latest result and the state of its published band. */
export interface StoredHealth {
  readonly companyId: string;
  readonly asOf: string;
  readonly publishedBand: string;
  readonly previousBand: string | null;
  readonly bandChangedAt: string | null;
  /** State of the hysteresis (see `scoring/bands`). */
  readonly bandState: object;
  readonly result: ScoreResult;
  readonly scoredAt: string;
}

const COLUMNS = {
  company_id: 'text',
  as_of: 'date',
  published_band: 'text',
  previous_band: 'text',
  band_changed_at: 'timestamptz',
  band_state: 'jsonb',
  result: 'jsonb',
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
      published_band: health.publishedBand,
      previous_band: health.previousBand,
      band_changed_at: health.bandChangedAt,
      band_state: health.bandState,
      result: health.result,
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
  if (companyIds !== undefined) {
    query = query.where(sql<boolean>`company_id = any(${companyIds}::text[])`);
  }
  const rows = await query.execute();
  return new Map(
    rows.map((row) => [
      row.company_id,
      {
        companyId: row.company_id,
        asOf: row.as_of,
        publishedBand: row.published_band,
        previousBand: row.previous_band,
        bandChangedAt: row.band_changed_at,
        bandState: row.band_state,
        result: row.result as ScoreResult,
        scoredAt: row.scored_at,
      },
    ]),
  );
}
