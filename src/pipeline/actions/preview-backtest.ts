import { isDeepStrictEqual } from 'node:util';
import { contest, type Contest } from '../../insights/backtest/contest.ts';
import { PanelBuilder } from '../../insights/panel/panel-builder.ts';
import { STAYED } from '../../insights/panel/panel.ts';
import { GrowingArray } from '../../insights/panel/growing-array.ts';
import { addDays, type Day, dayNumber } from '../../model/day.ts';
import { type BacktestPreview } from '../../model/settings-preview.ts';
import { type Model } from '../../scoring/index.ts';
import { loadCompanies } from '../../store/companies.ts';
import { loadRecords } from '../../store/records.ts';
import { loadSnapshots } from '../../store/snapshots.ts';
import { loadCoverage } from '../../store/usage.ts';
import { companyFacts } from '../assemble/facts.ts';
import { type PipelineDeps, type PipelineSettings } from '../deps.ts';
import { type PackedResult } from '../pack-result.ts';
import { portalModel } from '../portal-settings.ts';
import { judgedSpans } from '../proof/losses.ts';
import { edgesOf } from '../proof/model-edges.ts';
import { lastScoredDay } from '../proof/stored-panel.ts';
import { scoreStored } from './score-stored.ts';

const DAYS_BACK = 730;
const BATCH = 50;
/** Stored scores are daily for two months and weekly before; one a week weighs every time alike. */
const SPACING_DAYS = 7;
const HORIZON_DAYS = 60;
/** As the floors of the proof: below these a figure is an accident of a few customers. */
const LEAST_CHURNERS = 10;
const LEAST_RED = 25;
const RESAMPLING = { rounds: 200, seed: 1 };

interface Versions {
  readonly before: PipelineSettings;
  readonly after: PipelineSettings;
}

/**
 * Whether the changed settings would have told better who leaves: both weigh what was measured at the time. Customers
 * are taken in an order that says nothing about them, until `deadline` (milliseconds since the epoch). Null when the
 * change leaves every score and band as it is. Reads only.
 */
export async function previewBacktest(
  deps: PipelineDeps,
  { before, after }: Versions,
  deadline: number,
): Promise<BacktestPreview | null> {
  if (scoreAlike(before, after)) return null;
  const nothing = { days: HORIZON_DAYS, leastLost: LEAST_CHURNERS, customers: 0, whole: true };
  const empty = { ...nothing, scores: 0, lost: 0, before: null, after: null, gain: null };
  if (before.modelId !== after.modelId) return { ...empty, missing: 'other-model' };
  const until = await lastScoredDay(deps);
  if (until === null) return { ...empty, missing: 'never-scored' };
  const { panel, whole, ...scorings } = await loadContest(deps, { before, after }, until, deadline);
  const options = {
    ...RESAMPLING,
    horizon: HORIZON_DAYS,
    knownUntil: dayNumber(until),
    leastChurners: LEAST_CHURNERS,
    leastRed: LEAST_RED,
  };
  const { churners, gain, ...judged } = contest({ panel, ...scorings }, options);
  return {
    ...nothing,
    ...judged,
    whole,
    customers: panel.companies.length,
    lost: churners,
    gain: gain === null || gain.ci === null ? null : { low: gain.ci[0], high: gain.ci[1] },
    missing: judged.before !== null ? null : whole ? 'too-few-lost' : 'out-of-time',
  };
}

async function loadContest(
  { db, portalId, clock }: PipelineDeps,
  { before, after }: Versions,
  until: Day,
  deadline: number,
): Promise<Contest & { readonly whole: boolean }> {
  const companies = (await loadCompanies(db, portalId)).map((company) => ({
    company,
    order: scattered(company.companyId),
  }));
  companies.sort((left, right) => left.order - right.order);
  const coverage = await loadCoverage(db, portalId);
  const panel = new PanelBuilder();
  const scores = { before: new GrowingArray(Float64Array), after: new GrowingArray(Float64Array) };
  const [modelBefore, modelAfter] = [modelsOf(before), modelsOf(after)];
  let done = 0;
  while (done < companies.length && (done === 0 || clock().getTime() < deadline)) {
    const batch = companies.slice(done, done + BATCH).map(({ company }) => company);
    done += batch.length;
    const ids = batch.map(({ companyId }) => companyId);
    const records = await loadRecords(db, portalId, ids);
    const snapshots = await loadSnapshots(db, portalId, ids, addDays(until, -DAYS_BACK), until);
    for (const company of batch) {
      const { companyId, segment } = company;
      const facts = companyFacts(company, records.get(companyId) ?? [], [], coverage);
      const spans = judgedSpans(facts, until);
      const [was, would] = [modelBefore(segment), modelAfter(segment)];
      let next = '';
      for (const { asOf, provisional, modelId, detail } of snapshots.get(companyId) ?? []) {
        if (asOf < next || provisional || modelId !== was.id) continue;
        const score = scoreStored(detail as PackedResult, asOf, was);
        const changed = scoreStored(detail as PackedResult, asOf, would);
        if (score === null || changed === null) continue;
        next = addDays(asOf, SPACING_DAYS);
        const { customerId, span } = spans.findLast(({ from }) => from <= asOf)!;
        const lostOn = span.until === null ? STAYED : dayNumber(span.until);
        const row = { companyId: customerId, asOf: dayNumber(asOf), score, segment, ...UNKNOWN };
        if (!panel.add({ ...row, lostOn })) continue;
        scores.before.push(score);
        scores.after.push(changed);
      }
    }
  }
  return {
    panel: panel.build(),
    before: { scores: scores.before.trimmed(), edges: edgesOf(modelBefore(null)) },
    after: { scores: scores.after.trimmed(), edges: edgesOf(modelAfter(null)) },
    whole: done >= companies.length,
  };
}

const UNKNOWN = { arr: Number.NaN, pulse: Number.NaN, daysSinceLastLogin: Number.NaN };

/** Whether the two weigh and band alike: what is judged here follows from nothing else. */
function scoreAlike(before: PipelineSettings, after: PipelineSettings): boolean {
  const parts = ({ modelId, modelChanges }: PipelineSettings) => {
    const { dimensions, indicators, segments, bands } = modelChanges?.changes ?? {};
    return [modelId, dimensions, indicators, segments, bands];
  };
  return isDeepStrictEqual(parts(before), parts(after));
}

/** The model of each segment, made once. */
function modelsOf(settings: PipelineSettings): (segment: string | null) => Model {
  const known = new Map<string | null, Model>();
  return (segment) => {
    const model = known.get(segment) ?? portalModel(settings, segment);
    known.set(segment, model);
    return model;
  };
}

/** A number that spreads ids evenly (FNV-1a), so that the first so many are a fair sample. */
function scattered(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
