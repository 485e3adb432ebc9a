import { randomUUID } from 'node:crypto';
import { AppError } from '../../src/errors.ts';
import { type JobData, NO_TOTALS } from '../../src/jobs/job.ts';
import { type JobQueue, type OnPutOff, type RunJob } from '../../src/jobs/queue.ts';
import { withSignsOfLife } from '../../src/jobs/signs-of-life.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { finishRun, latestRuns, loadRun, startRun } from '../../src/store/runs.ts';
import { depsOf, PORTAL, UNTIL } from '../pipeline/proof/judged-portal.ts';

const HOUR = 3_600_000;

let store: Store;
let now: number;
let run: RunJob;
let onPutOff: OnPutOff;

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  const queue: Pick<JobQueue, 'work'> = {
    async work(given, _concurrency, _onDead, putOff) {
      run = given;
      onPutOff = putOff ?? (() => Promise.reject(new Error('nobody is told')));
    },
  };
  await startWorker({ queue: queue as JobQueue, depsOf: async () => deps(), concurrency: 1 });
});
afterAll(() => store.close());
beforeEach(async () => {
  now = Date.parse(`${UNTIL}T04:15:00.000Z`);
  await store.db.deleteFrom('run').execute();
});

const deps = (): PipelineDeps => depsOf(store, () => new Date(now));
const signal = new AbortController().signal;
const sync: JobData = { portalId: PORTAL, kind: 'sync' };
const stepOf = (id: string, kind: JobData['kind']): JobData => ({
  portalId: PORTAL,
  kind,
  run: { id, asOf: UNTIL, full: false, totals: NO_TOTALS },
});

test('a run is opened once, however often its first job is done, and goes on with the same step', async () => {
  const [job, other] = [randomUUID(), randomUUID()];
  const next = await run(sync, signal, job);
  expect(next).toMatchObject({ kind: 'provision', run: { asOf: UNTIL } });
  expect(await run(sync, signal, job)).toEqual(next);
  expect(await run(sync, signal, other)).toBeNull();
  expect(await latestRuns(store.db, PORTAL, 5)).toHaveLength(1);
});

test('while a step is put off its run counts as under way, and no second one is opened', async () => {
  const job = randomUUID();
  await run(sync, signal, job);
  await onPutOff(stepOf(job, 'publish'), 5 * 3600);
  now += 5 * HOUR;
  expect(await run(sync, signal, randomUUID())).toBeNull();
  now += HOUR;
  expect(await run(sync, signal, randomUUID())).toMatchObject({ kind: 'provision' });
});

test('a step of a run that a later one has completed ends quietly', async () => {
  const finished = (hour: number, error: string | null) => ({
    finishedAt: new Date(now + hour * HOUR).toISOString(),
    summary: {},
    error,
  });
  const at = (hour: number) => new Date(now + hour * HOUR).toISOString();
  await startRun(store.db, PORTAL, 'old', 'sync', at(0));
  await finishRun(store.db, PORTAL, 'old', finished(1, 'match: given up'));
  // Alone it would go on with scoring.
  expect(await run(stepOf('old', 'match'), signal, randomUUID())).toMatchObject({ kind: 'score' });
  await startRun(store.db, PORTAL, 'new', 'sync', at(24));
  await finishRun(store.db, PORTAL, 'new', finished(25, null));
  for (const kind of ['provision', 'pull', 'match', 'score', 'publish', 'act'] as const) {
    expect(await run(stepOf('old', kind), signal, randomUUID())).toBeNull();
  }
  expect((await loadRun(store.db, PORTAL, 'old'))?.error).toBe('match: given up');
});

test('a long step shows that its run is alive, until it ends', async () => {
  await startRun(store.db, PORTAL, 'long', 'sync', new Date(now).toISOString());
  const sign = async () => (await loadRun(store.db, PORTAL, 'long'))?.progress;
  now += HOUR;
  const failing = withSignsOfLife(deps(), stepOf('long', 'pull'), 5, async () => {
    while ((await sign()) === null) await new Promise((resolve) => setTimeout(resolve, 5));
    throw new AppError('upstream-unavailable', 'Stripe is down');
  });
  await expect(failing).rejects.toThrow('Stripe is down');
  expect(await sign()).toMatchObject({ step: 'pull', at: new Date(now).toISOString() });
});
