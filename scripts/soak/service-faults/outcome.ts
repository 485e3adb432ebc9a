import { sql } from 'kysely';
import { latestRuns } from '../../../src/store/runs.ts';
import { booksOf, type PortalImage, readCompanies } from '../write-back/portal-image.ts';
import { pack, type Packed } from './pack.ts';
import { type DisturbedService } from './service.ts';

/** How a portal and our books about it end, without the moments at which things happened. */
export interface Outcome {
  /** By company id: its properties, and `day revision score band` of its scores: one stored twice would be a line more. */
  readonly companies: ReadonlyMap<string, Packed>;
  /** Everything that belongs to no single company. */
  readonly books: Omit<PortalImage, 'companies'> & {
    readonly tasksInBooks: number;
    readonly deadJobs: number;
    /** What the run after it did, which must find everything done. */
    readonly nextRun: unknown;
  };
}

const MOMENTS = new Set(['health_scored_at']);
/** Companies in memory at a time; their breakdowns are long. */
const PAGE = 500;

/** Reads everything; `settle` does one more run. */
export async function outcomeOf(
  service: DisturbedService,
  companyIds: readonly string[],
  settle: () => Promise<void>,
): Promise<Outcome> {
  const { store, portalId } = service;
  await settle();
  const [last] = await latestRuns(store.db, portalId, 1);
  const tasks = await sql<{
    n: number;
  }>`select count(*)::int as n from act where task_id is not null`.execute(store.db);
  return {
    companies: await companiesOf(service, companyIds),
    books: {
      ...(await booksOf(service.api)),
      tasksInBooks: tasks.rows[0]?.n ?? 0,
      deadJobs: await service.deadJobs(),
      nextRun: { error: last?.error, ...last?.summary },
    },
  };
}

async function companiesOf(
  service: DisturbedService,
  companyIds: readonly string[],
): Promise<Map<string, Packed>> {
  const companies = new Map<string, Packed>();
  for (let start = 0; start < companyIds.length; start += PAGE) {
    const ids = companyIds.slice(start, start + PAGE);
    const snapshots = await snapshotsOf(service, ids);
    for (const company of await readCompanies(service.api, ids)) {
      const { id } = company as { id: string };
      companies.set(id, pack({ properties: timeless(company), snapshots: snapshots.get(id) ?? [] }));
    }
  }
  return companies;
}

async function snapshotsOf(
  { store, portalId }: DisturbedService,
  companyIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; lines: string[] }>`
    select company_id as id, array_agg(concat_ws(' ', as_of, revision, score, band) order by as_of, revision) as lines
    from snapshot where portal_id = ${portalId} and company_id = any(${companyIds}::text[])
    group by company_id`.execute(store.db);
  return new Map(rows.map(({ id, lines }) => [id, lines]));
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

/** When it was scored, its sources were read and its tasks were made, and the portal's ids of these: no two runs share them. */
const OF_ONE_RUN = new Set(['scoredAt', 'fetchedAt', 'createdAt', 'taskId']);

function withoutMoments(breakdown: string): unknown {
  return JSON.parse(breakdown, (key, value: unknown) => (OF_ONE_RUN.has(key) ? undefined : value));
}
