import { type EarnedModels, type ProofView, type WeightChanges } from '../model/proof.ts';
import { type Db } from './open.ts';

/** A check of a portal's scores, as it was made. */
export interface StoredProof {
  readonly view: ProofView;
  /** The weights it proposes as a change of the model; null when it proposes none. */
  readonly changes: WeightChanges | null;
  /** The models whose probabilities were earned. */
  readonly probabilities: EarnedModels;
}

/** Keeps a check; one of the same day takes the place of the one before. */
export async function saveProof(db: Db, portalId: string, proof: StoredProof): Promise<void> {
  const row = {
    checked_at: proof.view.checkedAt,
    view: JSON.stringify(proof.view),
    changes: JSON.stringify(proof.changes),
    probabilities: JSON.stringify(proof.probabilities),
  };
  await db
    .insertInto('proof')
    .values({ portal_id: portalId, until_day: proof.view.until, ...row })
    .onConflict((conflict) => conflict.columns(['portal_id', 'until_day']).doUpdateSet(row))
    .execute();
}

/** The latest check; null before the first one. */
export async function loadLatestProof(db: Db, portalId: string): Promise<StoredProof | null> {
  const row = await db
    .selectFrom('proof')
    .select(['view', 'changes', 'probabilities'])
    .where('portal_id', '=', portalId)
    .orderBy('until_day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The models of the latest check alone: its view is a hundred times larger. */
export async function loadEarnedModels(db: Db, portalId: string): Promise<EarnedModels> {
  const row = await db
    .selectFrom('proof')
    .select('probabilities')
    .where('portal_id', '=', portalId)
    .orderBy('until_day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.probabilities ?? { renewal: null, expansion: null };
}

/** The latest checks, oldest first. */
export async function loadProofViews(db: Db, portalId: string, limit: number): Promise<ProofView[]> {
  const rows = await db
    .selectFrom('proof')
    .select('view')
    .where('portal_id', '=', portalId)
    .orderBy('until_day', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ view }) => view).reverse();
}
