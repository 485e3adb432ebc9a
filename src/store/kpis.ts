import { sql } from 'kysely';
import { type KpiOverview, type PeriodTally } from '../model/kpi-tally.ts';
import { type KpiGrain } from '../model/kpi-view.ts';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** What all periods share, and when it was counted. */
export interface StoredKpiOverview {
  readonly asOf: string;
  /** ISO instant. */
  readonly computedAt: string;
  readonly overview: KpiOverview;
}

export interface StoredKpiPeriod {
  readonly grain: KpiGrain;
  readonly from: string;
  /** null: everybody. */
  readonly segment: string | null;
  readonly tally: PeriodTally;
}

/** Nobody is in a segment without a name. */
const EVERYBODY = '';

/** Takes the place of what was counted before, all of it or nothing. */
export async function saveKpis(
  db: Db,
  portalId: string,
  { asOf, computedAt, overview }: StoredKpiOverview,
  periods: readonly StoredKpiPeriod[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const row = { as_of: asOf, computed_at: computedAt, overview: JSON.stringify(overview) };
    await transaction
      .insertInto('kpi_overview')
      .values({ portal_id: portalId, ...row })
      .onConflict((conflict) => conflict.column('portal_id').doUpdateSet(row))
      .execute();
    await transaction.deleteFrom('kpi_period').where('portal_id', '=', portalId).execute();
    for (const chunk of chunksOf(periods, 1000)) {
      const rows = chunk.map(({ grain, from, segment, tally }) => ({
        grain,
        from_day: from,
        segment: segment ?? EVERYBODY,
        tally,
      }));
      await sql`
        insert into kpi_period (portal_id, grain, from_day, segment, tally)
        select ${portalId}, grain, from_day, segment, tally
        from ${rowsOf(rows, { grain: 'text', from_day: 'date', segment: 'text', tally: 'jsonb' })}`.execute(
        transaction,
      );
    }
  });
}

/** null: nothing was counted yet. */
export async function loadKpiOverview(db: Db, portalId: string): Promise<StoredKpiOverview | null> {
  const row = await db
    .selectFrom('kpi_overview')
    .select(['as_of', 'computed_at', 'overview'])
    .where('portal_id', '=', portalId)
    .executeTakeFirst();
  return row === undefined ? null : { asOf: row.as_of, computedAt: row.computed_at, overview: row.overview };
}

/** When the KPIs were last counted, without them. */
export async function kpisComputedAt(db: Db, portalId: string): Promise<string | null> {
  const row = await db
    .selectFrom('kpi_overview')
    .select('computed_at')
    .where('portal_id', '=', portalId)
    .executeTakeFirst();
  return row?.computed_at ?? null;
}

/** The periods of a length from a day on; those in which nothing was counted are not there. */
export async function loadKpiPeriods(
  db: Db,
  portalId: string,
  grain: KpiGrain,
  since: string,
): Promise<StoredKpiPeriod[]> {
  const rows = await db
    .selectFrom('kpi_period')
    .select(['from_day', 'segment', 'tally'])
    .where('portal_id', '=', portalId)
    .where('grain', '=', grain)
    .where('from_day', '>=', since)
    .orderBy('from_day')
    .orderBy('segment')
    .execute();
  return rows.map(({ from_day, segment, tally }) => ({
    grain,
    from: from_day,
    segment: segment === EVERYBODY ? null : segment,
    tally,
  }));
}
