import { type Band } from '../model/bands.ts';
import { type HealthView } from '../model/health-view.ts';
import { healthProperties } from '../hubspot/properties/index.ts';
import { type CompanyUpdate, planWrites, writeBack, type WriteOutcome } from '../hubspot/write-back/index.ts';
import { loadCompanies, mergeHealthProperties } from '../store/companies.ts';
import { pageWithHealth } from '../store/company-pages.ts';
import { loadHealth, type StoredHealth } from '../store/health.ts';
import { loadEarnedModels } from '../store/proofs.ts';
import { type OnProgress, type PipelineDeps } from './deps.ts';
import { withHeldProperties } from './held-properties.ts';
import { chancesFor } from './proof/chances.ts';

export type PublishOutcome = WriteOutcome;

/** Healths compared at a time; each holds a breakdown of some kilobytes. */
const PAGE = 100;
/** Companies written in one turn: whole batches of 100, some seconds of HubSpot's allowance. */
const TURN_UPDATES = 1_000;

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'api'>;

/**
 * Writes the changed properties of changed companies (of some only, where ids are given) to the portal. What was
 * acknowledged is remembered batch by batch, so that a run killed in the middle goes on where it was.
 */
export async function publishPortal(
  deps: Deps,
  onProgress?: OnProgress,
  companyIds?: readonly string[],
): Promise<PublishOutcome> {
  if (companyIds !== undefined) return write(deps, await changesOf(deps, companyIds));
  const total = { writeCalls: 0, companiesWritten: 0, rejected: [] as PublishOutcome['rejected'][number][] };
  let after: string | null = null;
  do {
    const turn: PublishTurn = await publishTurn(deps, after);
    total.writeCalls += turn.outcome.writeCalls;
    total.companiesWritten += turn.outcome.companiesWritten;
    total.rejected.push(...turn.outcome.rejected);
    onProgress?.({ step: 'write to HubSpot', done: total.companiesWritten, total: null });
    after = turn.after;
  } while (after !== null);
  return total;
}

export interface PublishTurn {
  readonly outcome: PublishOutcome;
  /** The last company that is done; null: all are. */
  readonly after: string | null;
}

/** One turn of publishing a portfolio of any size, from behind a company on. */
export async function publishTurn(deps: Deps, from: string | null): Promise<PublishTurn> {
  const updates: CompanyUpdate[] = [];
  let after = from;
  while (updates.length < TURN_UPDATES) {
    const ids = await pageWithHealth(deps.db, deps.portalId, { after, limit: PAGE });
    const last = ids.at(-1);
    if (last === undefined) return { outcome: await write(deps, updates), after: null };
    const room = TURN_UPDATES - updates.length;
    const changed = await changesOf(deps, ids);
    updates.push(...changed.slice(0, room));
    after = changed.length > room ? (updates.at(-1)?.companyId ?? last) : last;
  }
  return { outcome: await write(deps, updates), after };
}

async function changesOf(deps: Deps, companyIds: readonly string[]): Promise<CompanyUpdate[]> {
  const companies = await loadCompanies(deps.db, deps.portalId, companyIds);
  const healths = await loadHealth(deps.db, deps.portalId, companyIds);
  const models = await loadEarnedModels(deps.db, deps.portalId);
  const current = new Map(companies.map((each) => [each.companyId, each.healthProperties]));
  const desired = new Map(
    companies.flatMap(({ companyId, segment, healthProperties: written }) => {
      const health = healths.get(companyId);
      if (health === undefined) return [];
      const chances = chancesFor(models, health.breakdown.result, segment);
      const values = healthProperties(healthView(health, chances));
      return [[companyId, withHeldProperties(values, health.breakdown, written)]];
    }),
  );
  return planWrites(desired, current);
}

function write(deps: Deps, updates: readonly CompanyUpdate[]): Promise<PublishOutcome> {
  return writeBack(deps.api, updates, {
    onWritten: (written) => mergeHealthProperties(deps.db, deps.portalId, written),
  });
}

function healthView(
  stored: StoredHealth,
  chances: Pick<HealthView, 'renewalProbability' | 'expansionProbability'>,
): HealthView {
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
    ...chances,
    breakdown,
  };
}
