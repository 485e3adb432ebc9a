import { sql } from 'kysely';
import { latestRuns } from '../../../src/store/runs.ts';
import { imageOf, type PortalImage } from '../write-back/portal-image.ts';
import { type DisturbedService } from './service.ts';

/** How a portal and our books about it end, without the moments at which things happened. */
export interface Outcome {
  readonly portal: PortalImage;
  /** `company day revision score band`, in order: a score stored twice would be a line more. */
  readonly snapshots: readonly string[];
  readonly tasksInBooks: number;
  readonly deadJobs: number;
  /** What the run after it did, which must find everything done. */
  readonly nextRun: unknown;
}

const MOMENTS = new Set(['health_scored_at']);

/** Reads everything; `settle` does one more run. */
export async function outcomeOf(
  service: DisturbedService,
  companyIds: readonly string[],
  settle: () => Promise<void>,
): Promise<Outcome> {
  const { store, portalId } = service;
  await settle();
  const [last] = await latestRuns(store.db, portalId, 1);
  const portal = await imageOf(service.api, companyIds);
  const tasks = await sql<{
    n: number;
  }>`select count(*)::int as n from act where task_id is not null`.execute(store.db);
  return {
    portal: { ...portal, companies: portal.companies.map(timeless) },
    snapshots: await snapshotsOf(service),
    tasksInBooks: tasks.rows[0]?.n ?? 0,
    deadJobs: await service.deadJobs(),
    nextRun: { error: last?.error, ...last?.summary },
  };
}

async function snapshotsOf({ store, portalId }: DisturbedService): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', company_id, as_of, revision, score, band) as line from snapshot
    where portal_id = ${portalId} order by company_id, as_of, revision`.execute(store.db);
  return rows.map((row) => row.line);
}

function timeless(company: object): object {
  const properties = Object.entries(company).filter(([name]) => !MOMENTS.has(name));
  return Object.fromEntries(
    properties.map(([name, value]) => [
      name,
      name === 'health_breakdown' && typeof value === 'string' ? withoutMoments(value) : (value as unknown),
    ]),
  );
}

/** When it was scored and when its sources were read differ from run to run. */
function withoutMoments(breakdown: string): unknown {
  return JSON.parse(breakdown, (key, value: unknown) =>
    key === 'scoredAt' || key === 'fetchedAt' ? undefined : value,
  );
}
