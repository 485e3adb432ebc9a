import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { type World } from '../../../src/sandbox/world/types.ts';
import { postgresBin } from '../../../test/helpers/postgres.ts';
import { type Facts, type SoakSuite } from '../suite.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { assertSame } from './pack.ts';
import { type PlannedFault, planOf } from './plan.ts';
import { type DisturbedService, startDisturbedService } from './service.ts';
import { companiesDone, runsEnded, until } from './watch.ts';

const DAYS = 60;
const DEFAULT_COMPANIES = 1_000;
const CUT_SECONDS = 30;

export interface ServiceFaultOptions {
  readonly companies: number;
  readonly cutSeconds: number;
}

/** Two workers and a PostgreSQL, disturbed in the middle of a run; the portal must end as without that. */
export const serviceFaultsSuite: SoakSuite = {
  name: 'service-faults',
  title: `a worker killed, the database restarted, the network cut for ${CUT_SECONDS} s in the middle of a run`,
  runs: 3,
  open: async ({ companies } = {}) =>
    openServiceFaults({ companies: companies ?? DEFAULT_COMPANIES, cutSeconds: CUT_SECONDS }),
};

/** Exported for tests, which take fewer companies and a shorter cut. */
export async function openServiceFaults({ companies, cutSeconds }: ServiceFaultOptions) {
  if (postgresBin() === null) throw new Error('PostgreSQL is not installed');
  const world = lightWorld(companies);
  let reference: Outcome | null = null;
  return {
    async run(seed: number): Promise<Facts> {
      reference ??= (await disturbedRun(world, [], cutSeconds)).outcome;
      assertWhole(reference, companies);
      const { outcome, facts } = await disturbedRun(world, planOf(seed), cutSeconds);
      assert.deepStrictEqual(outcome.books, reference.books);
      assertSame(outcome.companies, reference.companies);
      return facts;
    },
    close: async () => undefined,
  };
}

/** The run without faults is only worth comparing with when it did what a run is for. */
function assertWhole({ companies, books: { tasks, deadJobs, nextRun } }: Outcome, count: number): void {
  assert.equal(companies.size, count);
  assert.ok(tasks.length > 0, 'the portfolio calls for tasks');
  assert.equal(deadJobs, 0);
  const nothing = { error: null, written: 0, writeCalls: 0, tasksCreated: 0, problems: 0 };
  assert.deepStrictEqual({ ...(nextRun as object), scored: 0 }, { ...nothing, scored: 0 });
}

/** Customers with the few people who matter for them, so that many fit into minutes. */
function lightWorld(companies: number): World {
  const endDay = new Date().toISOString().slice(0, 10);
  const world = createWorld({ seed: 11, profile: 'demo', companies, days: DAYS, endDay });
  const light = world.companies.map((company) => ({
    ...company,
    contacts: company.contacts.filter(({ role }, index) => index === 0 || role !== 'member').slice(0, 2),
  }));
  return { ...world, companies: light };
}

async function disturbedRun(
  world: World,
  faults: readonly PlannedFault[],
  cutSeconds: number,
): Promise<{ outcome: Outcome; facts: Facts }> {
  const companies = world.companies.length;
  const service = await startDisturbedService(world);
  try {
    const startedAt = performance.now();
    await service.askForRun();
    const faultsOver: Promise<void>[] = [];
    let amid = 0;
    for (const fault of faults) {
      const due = fault.share * companies;
      let done = 0;
      await until(service, async () => (done = await companiesDone(service, fault.step)) >= due);
      if (done < companies) amid += 1;
      faultsOver.push((await inflict(service, fault, cutSeconds)).over);
    }
    await until(service, () => runsEnded(service, 1));
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    await Promise.all(faultsOver);
    const ids = world.companies.map(({ id }) => id);
    const outcome = await outcomeOf(service, ids, async () => {
      await service.askForRun();
      await until(service, () => runsEnded(service, 2));
    });
    assert.equal(service.workers.crashes(), 0, 'workers that ended by themselves');
    const namespaces = service.network.kind === 'namespaces' ? 1 : 0;
    return { outcome, facts: { companies, faults: faults.length, amid, seconds, namespaces } };
  } finally {
    await service.close();
  }
}

/** Resolves once the fault is there; `over` resolves once it is gone. */
async function inflict(
  service: DisturbedService,
  fault: PlannedFault,
  cutSeconds: number,
): Promise<{ readonly over: Promise<void> }> {
  let over = Promise.resolve();
  if (fault.kind === 'restart') {
    await service.server.restart(fault.mode);
    return { over };
  }
  const worker = await service.workers.busiest();
  if (fault.kind === 'kill') worker.kill();
  else {
    worker.place.cut();
    over = sleep(cutSeconds * 1000).then(() => worker.place.join());
  }
  return { over };
}
