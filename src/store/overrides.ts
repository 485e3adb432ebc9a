import { sql } from 'kysely';
import { type Db } from './open.ts';

/** A band set by a person, as `scoring/bands` made it (a `BandOverride`). */
export interface StoredOverride {
  readonly companyId: string;
  /** Made by whoever sends it, so that sending it twice stores it once. */
  readonly id: string;
  readonly override: object;
  /** ISO instant. */
  readonly createdAt: string;
}

/**
 * Adds an override; one with a known id stays as it was, and false is returned. Nothing is ever taken away: ending one
 * adds a row.
 */
export async function addOverride(db: Db, portalId: string, entry: StoredOverride): Promise<boolean> {
  const added = await db
    .insertInto('band_override')
    .values({
      portal_id: portalId,
      company_id: entry.companyId,
      id: entry.id,
      override: JSON.stringify(entry.override),
      created_at: entry.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/**
 * All overrides of these companies, in the order in which they were set, by company id. Those set through functions may
 * have been stored later than newer ones.
 */
export async function loadOverrides(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<Map<string, StoredOverride[]>> {
  const rows = await db
    .selectFrom('band_override')
    .select(['company_id', 'id', 'override', 'created_at'])
    .where('portal_id', '=', portalId)
    .where(sql<boolean>`company_id = any(${companyIds}::text[])`)
    .orderBy('created_at')
    .orderBy('seq')
    .execute();
  return Map.groupBy(
    rows.map(({ company_id, id, override, created_at }) => ({
      companyId: company_id,
      id,
      override,
      createdAt: created_at,
    })),
    (each) => each.companyId,
  );
}
