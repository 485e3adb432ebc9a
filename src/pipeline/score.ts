import { addDays, type Day } from '../model/day.ts';
import { type CrmCompany } from '../model/company.ts';
import { type BandState, NO_BAND } from '../scoring/bands/index.ts';
import { type Model } from '../scoring/index.ts';
import { topRisks } from '../scoring/words/index.ts';
import { loadAccountIds } from '../store/account-ids.ts';
import { loadCompanies } from '../store/companies.ts';
import { pageToScore } from '../store/company-pages.ts';
import { loadBandStates, saveHealth, type StoredHealth } from '../store/health.ts';
import { loadEarnedModels } from '../store/proofs.ts';
import { loadRecordProfile, loadRecords } from '../store/records.ts';
import {
  addSnapshots,
  loadScores,
  loadSnapshots,
  type PastScore,
  type Snapshot,
} from '../store/snapshots.ts';
import { loadSourceStates } from '../store/source-states.ts';
import { loadCoverage, loadFeatures, loadUsage } from '../store/usage.ts';
import { KEY_USER_DAYS, WORK_DAYS } from './assemble/usage.ts';
import { companyFacts, type PortalFacts, portalFacts } from './assemble/facts.ts';
import { buildBreakdown } from './breakdown.ts';
import { type Feeds } from '../scoring/words/breakdown-words.ts';
import { type OnProgress, type PipelineDeps } from './deps.ts';
import { type Entered, enteredInHubSpot, newlyEntered, storeEntered, withEntered } from './entered.ts';
import { loadPeopleEntries, NO_ENTRIES, withOverride } from './people-entries.ts';
import { portalModel } from './portal-settings.ts';
import { chancesFor } from './proof/chances.ts';
import { withProperties } from './published-properties.ts';
import { catchUpDays } from './schedule.ts';
import { CHANGE_DAYS, isOf, scoreFacts } from './score-company.ts';
import { sourceSignals } from './source-signals.ts';

/** Companies held in memory at a time. */
const BATCH = 25;
const YEAR_DAYS = 366;

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

/** Scores every current and former customer of the portal and stores snapshots and current health. */
export async function scorePortal(deps: Deps, options: ScoreOptions): Promise<ScoreOutcome> {
  const totals = { considered: 0, scored: 0, provisional: 0 };
  const models = await loadEarnedModels(deps.db, deps.portalId);
  for await (const { snapshots, healths, entered, done, total } of scoreInBatches(deps, options)) {
    const published = healths.map((each) => {
      const { result, basis } = each.breakdown;
      return withProperties(each, chancesFor(models, result, basis?.segment ?? null));
    });
    await deps.db.transaction().execute(async (transaction) => {
      for (const each of entered) await storeEntered(transaction, deps.portalId, each);
      await addSnapshots(transaction, deps.portalId, snapshots);
      await saveHealth(transaction, deps.portalId, published);
    });
    for (const { breakdown } of healths) {
      if (breakdown.result.score !== null) totals.scored += 1;
      if (breakdown.result.provisional) totals.provisional += 1;
    }
    totals.considered = done;
    options.onProgress?.({ step: 'score', done, total });
  }
  return totals;
}

/** A health that nothing was decided about publishing of. */
export type ScoredHealth = Omit<StoredHealth, 'properties'>;

export interface ScoredBatch {
  readonly snapshots: readonly Snapshot[];
  readonly healths: readonly ScoredHealth[];
  /** What people entered in HubSpot and the store does not have yet. */
  readonly entered: readonly Entered[];
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
  for (let start = 0; start < companies.length; start += BATCH) {
    const batch = companies.slice(start, start + BATCH);
    const scored = await scoreBatch(deps, batch, portal, coverage, asOf);
    yield { ...scored, done: start + batch.length, total: companies.length };
  }
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

async function scoreBatch(
  deps: Deps,
  companies: readonly CrmCompany[],
  portal: PortalFacts,
  coverage: ReadonlyMap<string, { readonly from: Day; readonly to: Day }>,
  asOf: Day,
): Promise<{ snapshots: Snapshot[]; healths: ScoredHealth[]; entered: Entered[] }> {
  const { db, portalId, settings } = deps;
  const ids = companies.map((each) => each.companyId);
  const past = await loadScores(db, portalId, ids, addDays(asOf, -YEAR_DAYS));
  const firstScored = firstDayToScore(ids, past, asOf);
  const records = await loadRecords(db, portalId, ids);
  const usage = await loadUsage(db, portalId, ids, {
    since: addDays(firstScored, -KEY_USER_DAYS),
    wholeSince: addDays(firstScored, -WORK_DAYS),
  });
  const bandStates = await loadBandStates(db, portalId, ids);
  const entries = await loadPeopleEntries(db, portalId, ids);
  const accounts = await loadAccountIds(db, portalId, ids);
  const modelled = companies.map((company) => ({ company, model: portalModel(settings, company.segment) }));
  const otherModels = await underOtherModels(deps, modelled, past, addDays(asOf, -CHANGE_DAYS));
  const feeds = feedsOf(deps.sources);
  const scoredAt = deps.clock().toISOString();
  const result = {
    snapshots: [] as Snapshot[],
    healths: [] as ScoredHealth[],
    entered: [] as Entered[],
  };
  for (const { company, model } of modelled) {
    const id = company.companyId;
    const facts = companyFacts(company, records.get(id) ?? [], usage.get(id) ?? [], coverage);
    const earlier = past.get(id) ?? [];
    const stored = entries.get(id) ?? NO_ENTRIES;
    const fresh = newlyEntered(enteredInHubSpot(company), stored);
    const entered = withEntered(stored, fresh);
    const bandState = (bandStates.get(id) as BandState | undefined) ?? null;
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

/** The first day that any of the companies is scored on in this run: a missed one, or the one the change is told from. */
function firstDayToScore(
  ids: readonly string[],
  past: ReadonlyMap<string, readonly PastScore[]>,
  asOf: Day,
): Day {
  const missed = ids.map((id) => {
    const last = past.get(id)?.at(-1);
    return last === undefined
      ? addDays(asOf, -YEAR_DAYS)
      : (catchUpDays(last.asOf, { asOf, to: asOf })[0] ?? asOf);
  });
  return [...missed, addDays(asOf, -CHANGE_DAYS)].sort()[0] ?? asOf;
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

/** The whole snapshots of a day of those companies that were scored by another model then. */
async function underOtherModels(
  { db, portalId }: Deps,
  companies: readonly { readonly company: CrmCompany; readonly model: Model }[],
  past: ReadonlyMap<string, readonly PastScore[]>,
  day: Day,
): Promise<Map<string, Snapshot[]>> {
  const ids = companies.flatMap(({ company: { companyId }, model }) =>
    past.get(companyId)?.some((score) => score.asOf === day && !isOf(model, score)) === true ? companyId : [],
  );
  return ids.length === 0 ? new Map() : loadSnapshots(db, portalId, ids, day, day);
}
