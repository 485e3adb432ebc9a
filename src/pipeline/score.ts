import { type Day } from '../model/day.ts';
import { type CrmCompany } from '../model/company.ts';
import { type BandState, NO_BAND } from '../scoring/bands/index.ts';
import { topRisks } from '../scoring/words/index.ts';
import { chunksOf } from '../store/bulk.ts';
import { loadCompanies } from '../store/companies.ts';
import { pageToScore } from '../store/company-pages.ts';
import { type BandStanding, loadBandStates, saveHealth, type StoredHealth } from '../store/health.ts';
import { loadEarnedModels } from '../store/proofs.ts';
import { loadRecordProfile } from '../store/records.ts';
import { addSnapshots, type PastScore, type Snapshot } from '../store/snapshots.ts';
import { loadSourceStates } from '../store/source-states.ts';
import { loadCoverage, loadFeatures } from '../store/usage.ts';
import { companyFacts, type PortalFacts, portalFacts } from './assemble/facts.ts';
import { buildBreakdown } from './breakdown.ts';
import { type Feeds } from '../scoring/words/breakdown-words.ts';
import { type OnProgress, type PipelineDeps } from './deps.ts';
import { type Entered, enteredInHubSpot, newlyEntered, storeEntered, withEntered } from './entered.ts';
import { NO_ENTRIES, withOverride } from './people-entries.ts';
import { chancesFor } from './proof/chances.ts';
import { withProperties } from './published-properties.ts';
import { readAhead } from './read-ahead.ts';
import { scoreFacts } from './score-company.ts';
import { loadInputs, type ScoreInputs } from './score-inputs.ts';
import { sourceSignals } from './source-signals.ts';

/** Companies scored at a time; as many more are read meanwhile. */
const BATCH = 25;

export interface ScoreOutcome {
  /** Companies that are or were customers. */
  readonly considered: number;
  readonly scored: number;
  readonly provisional: number;
}

export interface ScoreOptions {
  readonly asOf: Day;
  readonly onProgress?: OnProgress;
  /** Only these companies; all when absent. */
  readonly companyIds?: readonly string[];
}

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'settings' | 'clock' | 'sources'>;

/**
 * Scores every current and former customer of the portal and stores snapshots and current health. A company that
 * somebody else scored between being read and being stored is scored again: what they knew may be newer. Where the
 * health of a later day than `asOf` is stored, it stays, and only the snapshots are added.
 */
export async function scorePortal(deps: Deps, options: ScoreOptions): Promise<ScoreOutcome> {
  const totals = { considered: 0, scored: 0, provisional: 0 };
  const models = await loadEarnedModels(deps.db, deps.portalId);
  const overtaken: string[] = [];
  for await (const batch of scoreInBatches(deps, options)) {
    const published = batch.healths.map((each) => {
      const { result, basis } = each.breakdown;
      return withProperties(each, chancesFor(models, result, basis?.segment ?? null));
    });
    const ids = batch.healths.map(({ companyId }) => companyId);
    const behind = await deps.db.transaction().execute(async (transaction) => {
      const standing = await loadBandStates(transaction, deps.portalId, ids, true);
      const late = new Set(
        ids.filter((id) => standing.get(id)?.scoredAt !== batch.standing.get(id)?.scoredAt),
      );
      const inTime = ({ companyId }: { readonly companyId: string }) => !late.has(companyId);
      for (const each of batch.entered) await storeEntered(transaction, deps.portalId, each);
      await addSnapshots(transaction, deps.portalId, batch.snapshots.filter(inTime));
      await saveHealth(transaction, deps.portalId, published.filter(inTime));
      return late;
    });
    overtaken.push(...behind);
    for (const { companyId, breakdown } of batch.healths) {
      if (behind.has(companyId)) continue;
      if (breakdown.result.score !== null) totals.scored += 1;
      if (breakdown.result.provisional) totals.provisional += 1;
    }
    totals.considered = batch.done - overtaken.length;
    options.onProgress?.({ step: 'score', done: totals.considered, total: batch.total });
  }
  if (overtaken.length === 0) return totals;
  const again = await scorePortal(deps, { asOf: options.asOf, companyIds: overtaken });
  return {
    considered: totals.considered + again.considered,
    scored: totals.scored + again.scored,
    provisional: totals.provisional + again.provisional,
  };
}

/** A health that nothing was decided about publishing of. */
export type ScoredHealth = Omit<StoredHealth, 'properties'>;

export interface ScoredBatch {
  readonly snapshots: readonly Snapshot[];
  readonly healths: readonly ScoredHealth[];
  /** What people entered in HubSpot and the store does not have yet. */
  readonly entered: readonly Entered[];
  /** What they stood at when they were read. */
  readonly standing: ReadonlyMap<string, BandStanding>;
  /** Companies scored so far, this batch included, of all that there are. */
  readonly done: number;
  readonly total: number;
}

/** The same scores, batch by batch, with nothing stored: also what a change of the model would do. */
export async function* scoreInBatches(
  deps: Deps,
  { asOf, companyIds }: ScoreOptions,
): AsyncGenerator<ScoredBatch> {
  const companies = await consideredCompanies(deps, companyIds);
  const coverage = await loadCoverage(deps.db, deps.portalId);
  const portal = portalFacts(
    await loadFeatures(deps.db, deps.portalId),
    await loadRecordProfile(deps.db, deps.portalId),
    sourceSignals(await loadSourceStates(deps.db, deps.portalId), deps.sources),
    coverage,
    deps.settings.exchange,
  );
  const total = companies.length;
  let done = 0;
  for await (const inputs of readAhead(inputsOf(deps, companies, asOf))) {
    done += inputs.companies.length;
    const scored = scoreBatch(deps, inputs, portal, coverage, asOf);
    yield { ...scored, standing: inputs.bandStates, done, total };
  }
}

async function* inputsOf(
  deps: Deps,
  companies: readonly CrmCompany[],
  asOf: Day,
): AsyncGenerator<ScoreInputs> {
  for (const batch of chunksOf(companies, BATCH)) yield await loadInputs(deps, batch, asOf);
}

/** Customers by lifecycle stage, and former ones; among the given ones where some are given. */
async function consideredCompanies(
  { db, portalId, settings }: Deps,
  companyIds: readonly string[] | undefined,
): Promise<CrmCompany[]> {
  const page = { after: null, limit: Number.MAX_SAFE_INTEGER };
  const ids = await pageToScore(db, portalId, settings.customerStages, page, companyIds);
  return loadCompanies(db, portalId, ids);
}

function scoreBatch(
  deps: Deps,
  inputs: ScoreInputs,
  portal: PortalFacts,
  coverage: ReadonlyMap<string, { readonly from: Day; readonly to: Day }>,
  asOf: Day,
): Pick<ScoredBatch, 'snapshots' | 'healths' | 'entered'> {
  const { portalId, settings } = deps;
  const { past, records, usage, bandStates, entries, accounts, otherModels } = inputs;
  const feeds = feedsOf(deps.sources);
  const scoredAt = deps.clock().toISOString();
  const result = {
    snapshots: [] as Snapshot[],
    healths: [] as ScoredHealth[],
    entered: [] as Entered[],
  };
  for (const { company, model } of inputs.companies) {
    const id = company.companyId;
    const facts = companyFacts(company, records.get(id) ?? [], usage.get(id) ?? [], coverage);
    const earlier = past.get(id) ?? [];
    const stored = entries.get(id) ?? NO_ENTRIES;
    const fresh = newlyEntered(enteredInHubSpot(company), stored);
    const entered = withEntered(stored, fresh);
    const bandState = (bandStates.get(id)?.state as BandState | undefined) ?? null;
    const scored = scoreFacts({
      facts,
      portal,
      model,
      asOf,
      isCustomer: settings.customerStages.includes(company.lifecycleStage ?? ''),
      managerId: settings.managerOwnerId,
      history: earlier,
      underOtherModel: otherModels.get(id)?.[0],
      bandState: withOverride(bandState, entered.override),
      pulses: entered.pulses,
    });
    if (fresh.pulses.length + fresh.overrides.length > 0) result.entered.push(fresh);
    result.snapshots.push(...scored.snapshots);
    const history = mergedHistory(earlier, scored.snapshots);
    const breakdown = buildBreakdown({
      asOf,
      scoredAt,
      model,
      facts,
      scored,
      history,
      sources: portal.sources,
      feeds,
      entries: entered,
      basis: {
        portalId,
        segment: company.segment,
        locale: settings.locale,
        managerOwnerId: settings.managerOwnerId,
        modelId: settings.modelId,
        changes: settings.modelChanges?.changes ?? {},
        revision: settings.modelChanges?.revision ?? 0,
        playbooks: settings.playbooks,
        accounts: accounts.get(id) ?? {},
      },
    });
    result.healths.push({
      companyId: id,
      asOf,
      bandState: scored.bandState ?? NO_BAND,
      breakdown,
      topRisks: topRisks(scored.result, settings.locale),
      scoredAt,
    });
  }
  return result;
}

/** Indicator id → the connected sources that say they feed it. */
function feedsOf(sources: PipelineDeps['sources']): Feeds {
  const pairs = sources.flatMap(({ meta }) => meta.feeds.map((indicator) => ({ indicator, id: meta.id })));
  return new Map(
    [...Map.groupBy(pairs, (each) => each.indicator)].map(([indicator, each]) => [
      indicator,
      each.map(({ id }) => id),
    ]),
  );
}

/** Stored and new scores, oldest first; a new one replaces the stored one of its day. */
function mergedHistory(stored: readonly PastScore[], added: readonly PastScore[]): PastScore[] {
  const byDay = new Map([...stored, ...added].map((each) => [each.asOf, each]));
  return [...byDay.values()].sort((left, right) => (left.asOf < right.asOf ? -1 : 1));
}
