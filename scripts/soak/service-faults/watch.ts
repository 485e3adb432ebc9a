import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { latestRuns } from '../../../src/store/runs.ts';
import { type Step } from './plan.ts';
import { type DisturbedService } from './service.ts';

/** Between two looks, and so many times as long as a look takes: watching must not become the work. */
const LOOK_MS = 100;
const LOOK_SHARE = 20;
/** However slow the machine and large the portfolio: when nothing is stored for so long, the run hangs. */
const STANDSTILL_MS = 600_000;

/** Companies that this step of the run has done. */
export async function companiesDone({ store, portalId }: DisturbedService, step: Step): Promise<number> {
  const done = {
    pull: sql`select count(*)::int as n from company where portal_id = ${portalId}`,
    score: sql`select count(*)::int as n from health where portal_id = ${portalId}`,
    publish: sql`select count(*)::int as n from company
      where portal_id = ${portalId} and health_properties ->> 'health_breakdown' is not null`,
  }[step];
  const { rows } = await done.execute(store.db);
  return (rows[0] as { n: number } | undefined)?.n ?? 0;
}

export async function runsEnded({ store, portalId }: DisturbedService, count: number): Promise<boolean> {
  const runs = await latestRuns(store.db, portalId, count);
  return runs.length === count && runs.every((each) => each.finishedAt !== null);
}

/** Looks until it is so; a look that fails because of our own faults counts as no. @throws when nothing moves any more. */
export async function until(service: DisturbedService, isSo: () => Promise<boolean>): Promise<void> {
  let moved = { stored: '', at: performance.now() };
  for (;;) {
    const begin = performance.now();
    if (await isSo().catch(() => false)) return;
    const stored = await storedSoFar(service).catch(() => moved.stored);
    const now = performance.now();
    if (stored !== moved.stored) moved = { stored, at: now };
    else if (now - moved.at > STANDSTILL_MS) throw new Error('the run stands still');
    await sleep(Math.max(LOOK_MS, LOOK_SHARE * (now - begin)));
  }
}

/** Changes whenever the service stores anything; the queue's own signs of life do not count. */
async function storedSoFar({ store }: DisturbedService): Promise<string> {
  const { rows } = await sql<{ n: string }>`
    select concat_ws(' ', sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_del)) as n
    from pg_stat_user_tables where schemaname = 'public'`.execute(store.db);
  return rows[0]?.n ?? '';
}
