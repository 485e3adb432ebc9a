import { type Band } from '../model/bands.ts';
import { type HealthView } from '../model/health-view.ts';
import { healthProperties } from '../hubspot/properties/index.ts';
import { planWrites, writeBack, type WriteOutcome } from '../hubspot/write-back/index.ts';
import { loadCompanies, mergeHealthProperties } from '../store/companies.ts';
import { loadHealth, type StoredHealth } from '../store/health.ts';
import { type OnProgress, type PipelineDeps } from './deps.ts';

export type PublishOutcome = WriteOutcome;

/**
 * Writes the changed properties of changed companies (of some only, where ids are given) to the portal. What was acknowledged is remembered batch by
 * batch, so that a run killed in the middle goes on where it was.
 */
export async function publishPortal(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'api'>,
  onProgress?: OnProgress,
  companyIds?: readonly string[],
): Promise<PublishOutcome> {
  const companies = await loadCompanies(deps.db, deps.portalId);
  const healths = await loadHealth(deps.db, deps.portalId, companyIds);
  const current = new Map(companies.map((each) => [each.companyId, each.healthProperties]));
  const desired = new Map(
    [...healths.values()]
      .filter((each) => current.has(each.companyId))
      .map((each) => [each.companyId, healthProperties(healthView(each))]),
  );
  const updates = planWrites(desired, current);
  return writeBack(deps.api, updates, {
    onWritten: (written) => mergeHealthProperties(deps.db, deps.portalId, written),
    onProgress: (done) => onProgress?.({ step: 'write to HubSpot', done, total: updates.length }),
  });
}

export function healthView(stored: StoredHealth): HealthView {
  const { breakdown } = stored;
  return {
    companyId: stored.companyId,
    result: breakdown.result,
    publishedBand: breakdown.publishedBand as Band,
    previousBand: breakdown.previousBand as Band | null,
    bandChangedAt: breakdown.bandChangedAt,
    topRisks: stored.topRisks,
    model: breakdown.model,
    scoredAt: stored.scoredAt,
    renewalProbability: null,
    expansionProbability: null,
    breakdown,
  };
}
