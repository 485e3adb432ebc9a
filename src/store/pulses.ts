import { sql } from 'kysely';
import { type Db } from './open.ts';

/** A CSM's judgement of a company, 1 (worst) to 5. */
export interface StoredPulse {
  readonly companyId: string;
  /** Made by whoever sends it, so that sending it twice stores it once. */
  readonly id: string;
  readonly score: number;
  readonly reason: string;
  readonly author: string;
  /** ISO instant. */
  readonly at: string;
}

/** Adds a pulse; one with a known id stays as it was, and false is returned. */
export async function addPulse(db: Db, portalId: string, pulse: StoredPulse): Promise<boolean> {
  const { companyId, ...rest } = pulse;
  const added = await db
    .insertInto('pulse')
    .values({ portal_id: portalId, company_id: companyId, ...rest })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** All pulses of these companies, oldest first, by company id. */
export async function loadPulses(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<Map<string, StoredPulse[]>> {
  const rows = await db
    .selectFrom('pulse')
    .selectAll()
    .where('portal_id', '=', portalId)
    .where(sql<boolean>`company_id = any(${companyIds}::text[])`)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return Map.groupBy(
    rows.map(({ company_id, id, score, reason, author, at }) => ({
      companyId: company_id,
      id,
      score,
      reason,
      author,
      at,
    })),
    (each) => each.companyId,
  );
}
