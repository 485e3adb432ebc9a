import os from 'node:os';
import { jest } from '@jest/globals';
import { z } from 'zod';
import { type JobData, NO_TOTALS } from '../../src/jobs/job.ts';
import { STEPS } from '../../src/jobs/steps/index.ts';
import { type Source } from '../../src/model/source.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { loadRun, startRun } from '../../src/store/runs.ts';
import { depsOf, PORTAL, UNTIL } from '../pipeline/proof/judged-portal.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());

/** A source that is read until it is told to stop. */
const endless = {
  meta: { id: 'endless', title: 'Endless', feeds: [] },
  streams: [
    {
      name: 'all',
      cursor: z.number(),
      async *pull({ signal }: { signal: AbortSignal }) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        yield* [];
        signal.throwIfAborted();
      },
    },
  ],
} as unknown as Source;

test('a turn that ends before its source does goes on with it, and its run shows that it is alive', async () => {
  await startRun(store.db, PORTAL, 'r', 'sync', `${UNTIL}T03:00:00.000Z`);
  const job: JobData = {
    portalId: PORTAL,
    kind: 'pull',
    run: { id: 'r', asOf: UNTIL, full: true, totals: NO_TOTALS },
  };
  const deps = { ...depsOf(store), sources: [endless, endless], tempDir: os.tmpdir() };
  const over = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
  const next = await STEPS.pull(job, { deps, signal: new AbortController().signal, jobName: 'pull' });
  over.mockRestore();
  expect(next).toEqual({ ...job, source: 'endless', turn: 1 });
  const progress = (await loadRun(store.db, PORTAL, 'r'))?.progress;
  expect(progress).toEqual({ step: 'pull endless', done: 0, total: 2, at: deps.clock().toISOString() });
});
