import { randomUUID } from 'node:crypto';
import { toAppError } from '../errors.ts';
import { messageText } from '../model/messages/message.ts';
import { BANDS } from '../model/bands.ts';
import { dayOf } from '../model/day.ts';
import { listSizes } from '../hubspot/lists/index.ts';
import { countCompanies } from '../store/company-pages.ts';
import { loadEntries } from '../store/portfolio.ts';
import { finishRun, startRun } from '../store/runs.ts';
import { actOnNews } from './act.ts';
import { type OnProgress, type PipelineDeps } from './deps.ts';
import { summedProblems } from './problem-summary.ts';
import { matchPortal } from './match.ts';
import { withPortalSettings } from './portal-settings.ts';
import { provisionPortal } from './provision.ts';
import { publishPortal } from './publish.ts';
import { pullSource } from './pull.ts';
import { scorePortal } from './score.ts';
import { showTasks } from './show-tasks.ts';

/** What a run did; the summary of `contracts.md` section 4. */
export interface SyncSummary {
  readonly portalId: string | number;
  readonly companies: number;
  readonly scored: number;
  readonly provisional: number;
  readonly unknown: number;
  readonly bands: Readonly<Record<(typeof BANDS)[number], number>>;
  readonly propertiesProvisioned: number;
  readonly companiesWritten: number;
  /** Calls that published scores; what acting on them took is not among them. */
  readonly writeCalls: number;
  readonly lists: readonly { readonly name: string; readonly size: number }[];
  readonly tasksCreated: number;
  readonly sources: readonly { readonly id: string; readonly records: number; readonly status: string }[];
  readonly accounts: { readonly matched: number; readonly unmatched: number };
  readonly problems: readonly { readonly source: string; readonly message: string }[];
  readonly durationMs: number;
}

export interface SyncOptions {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
  /** Read all sources again from the start. */
  readonly full?: boolean;
}

/** Problems listed in a summary; the rest is counted in one line. */
const MAX_PROBLEMS = 20;

/** One whole run: provision, pull, match, score, publish, act. A failing source never stops the others. */
export async function syncPortal(deps: PipelineDeps, options: SyncOptions = {}): Promise<SyncSummary> {
  const started = deps.clock();
  const runId = randomUUID();
  await startRun(deps.db, deps.portalId, runId, 'sync', started.toISOString());
  try {
    const summary = await run(deps, started, options);
    const finishedAt = deps.clock().toISOString();
    await finishRun(deps.db, deps.portalId, runId, { finishedAt, summary, error: null });
    return summary;
  } catch (error) {
    const finishedAt = deps.clock().toISOString();
    const { message } = toAppError(error);
    await finishRun(deps.db, deps.portalId, runId, { finishedAt, summary: null, error: message });
    throw error;
  }
}

async function run(
  deps: PipelineDeps,
  started: Date,
  { onProgress, signal, full }: SyncOptions,
): Promise<SyncSummary> {
  const begin = performance.now();
  deps = await withPortalSettings(deps);
  const asOf = dayOf(started.getTime());
  const provisioned = await provisionPortal(deps.api, { ...deps.settings, check: false });
  const pulls = await Promise.all(
    deps.sources.map((source) => pullSource(deps, source, { onProgress, signal, full })),
  );
  const accounts = await matchPortal(deps);
  await scorePortal(deps, { asOf, onProgress });
  const written = await publishPortal(deps, onProgress);
  const acted = await actOnNews(deps, asOf);
  const shown = await showTasks(deps, asOf, acted.toShow);
  const lists = await listSizes(deps.api, provisioned.lists);
  return {
    ...(await countHealth(deps)),
    portalId: /^\d+$/.test(deps.portalId) ? Number(deps.portalId) : deps.portalId,
    propertiesProvisioned: provisioned.created.filter((name) => name.startsWith('companies.')).length,
    companiesWritten: written.companiesWritten,
    writeCalls: written.writeCalls,
    lists: lists.map(({ name, size }) => ({ name, size })),
    tasksCreated: acted.tasksCreated,
    sources: pulls.map((pull) => ({
      id: pull.source,
      records: pull.streams.reduce((sum, stream) => sum + stream.records, 0),
      status: pull.complete ? 'ok' : 'error',
    })),
    accounts,
    problems: [
      ...summedProblems(
        pulls.flatMap((pull) => pull.problems),
        MAX_PROBLEMS,
      ),
      ...provisioned.drift.map((each) => ({
        source: 'hubspot',
        message: `${each.name} ${each.problem.en}. ${each.remedy.en}`,
      })),
      ...[...written.rejected, ...shown.rejected].map((each) => ({
        source: 'hubspot',
        message: `company ${each.companyId}: ${messageText(each.reason, 'en')}`,
      })),
      ...acted.failed.map((each) => ({
        source: 'hubspot',
        message: `task ${each.key}: ${messageText(each.reason, 'en')}`,
      })),
    ],
    durationMs: Math.round(performance.now() - begin),
  };
}

async function countHealth({ db, portalId }: PipelineDeps) {
  const companies = await countCompanies(db, portalId);
  const bands = { red: 0, orange: 0, yellow: 0, green: 0 };
  let scored = 0;
  let provisional = 0;
  for (const each of await loadEntries(db, portalId)) {
    if (each.score === null) continue;
    scored += 1;
    if (each.provisional) provisional += 1;
    const band = each.band === 'thriving' ? 'green' : each.band;
    if (isBand(band)) bands[band] += 1;
  }
  return { companies, scored, provisional, unknown: companies - scored, bands };
}

function isBand(band: string): band is (typeof BANDS)[number] {
  return (BANDS as readonly string[]).includes(band);
}
