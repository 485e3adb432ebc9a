import { dayOf } from '../model/day.ts';
import { type AnnouncedRecord } from '../model/webhook.ts';
import { companiesInSegments, companiesOfAccounts } from '../store/company-pages.ts';
import { CRM_SOURCE } from '../store/records.ts';
import { addRescores, clearRescores, loadRescores } from '../store/rescore.ts';
import { actOnFalls } from './act.ts';
import { companiesOfAnnounced, rereadNoted } from './announced.ts';
import { type PipelineDeps } from './deps.ts';
import { matchPortal } from './match.ts';
import { withPortalSettings } from './portal-settings.ts';
import { publishPortal } from './publish.ts';
import { pullSource } from './pull.ts';
import { scorePortal } from './score.ts';

/** What happened, as a delivery tells it. */
export interface Happening {
  readonly source: string;
  /** Accounts of the source, or company ids where the source is the CRM. */
  readonly accountIds: readonly string[];
  /** Records of the CRM that do not say whose they are. */
  readonly records: readonly AnnouncedRecord[];
}

/**
 * Notes the companies that something happened to, as far as they are to be served at once; the daily run serves the
 * others. Returns how many were noted.
 */
export async function noteHappenings(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'clock' | 'api' | 'log'>,
  { source, accountIds, records }: Happening,
  atOnce: readonly string[] | '*',
): Promise<number> {
  const { db, portalId, clock } = deps;
  const companyIds =
    source === CRM_SOURCE
      ? [...accountIds, ...(await companiesOfAnnounced(deps, records))]
      : await companiesOfAccounts(db, portalId, source, accountIds);
  const urgent = await companiesInSegments(db, portalId, companyIds, atOnce);
  await addRescores(db, portalId, urgent, clock().toISOString());
  return urgent.length;
}

export interface RefreshOutcome {
  readonly companies: number;
  readonly written: number;
  readonly tasksCreated: number;
  /** Companies among them to be looked at once more: a source may show late what happened, or could not be read. */
  readonly late: number;
}

/** How long it reads before other portals have their turn. */
const READ_MS = 60_000;
/** For how long a company waits for a source that cannot be read; then the daily run serves it. */
const PATIENCE_MS = 3_600_000;

/**
 * Reads what is new in every source, scores the noted companies again, publishes them and acts on their falls. Tasks
 * that HubSpot refuses are tried again, and reported, by the next run.
 *
 * @param readMs how long to read; what is not read by then, the next refresh goes on with
 */
export async function refreshNoted(
  given: PipelineDeps,
  signal: AbortSignal,
  readMs = READ_MS,
): Promise<RefreshOutcome> {
  const noted = await loadRescores(given.db, given.portalId);
  if (noted.length === 0) return { companies: 0, written: 0, tasksCreated: 0, late: 0 };
  const deps = await withPortalSettings(given);
  const began = deps.clock().getTime();
  const isRead = await readSources(deps, signal, readMs);
  const companyIds = noted.map((each) => each.companyId);
  await rereadNoted(deps, companyIds);
  await matchPortal(deps);
  const asOf = dayOf(deps.clock().getTime());
  await scorePortal(deps, { asOf, companyIds });
  const outcome = await publishPortal(deps, undefined, companyIds);
  // Before the notes are cleared: a refresh that was broken off here is done again.
  const { tasksCreated } = await actOnFalls(deps, asOf, companyIds);
  const lag = Math.max(0, ...deps.sources.map(({ meta }) => (meta.lagSeconds ?? 0) * 1000));
  const done = noted.filter(({ since }) => began - Date.parse(since) >= (isRead ? lag : PATIENCE_MS));
  await clearRescores(deps.db, deps.portalId, done);
  return {
    companies: companyIds.length,
    written: outcome.companiesWritten,
    tasksCreated,
    late: noted.length - done.length,
  };
}

/** @returns false when a source was not read to its end and reading it again may help */
async function readSources(deps: PipelineDeps, signal: AbortSignal, readMs: number): Promise<boolean> {
  const timeOver = AbortSignal.timeout(readMs);
  let isRead = true;
  for (const source of deps.sources) {
    const { complete, problems } = await pullSource(deps, source, {
      signal: AbortSignal.any([signal, timeOver]),
      skipDeletions: true,
    });
    signal.throwIfAborted();
    if (!complete && (timeOver.aborted || problems.some(({ retriable }) => retriable))) isRead = false;
    if (timeOver.aborted) break;
  }
  return isRead && !timeOver.aborted;
}
