import { keyOf, PRIORITY } from '../../src/jobs/job.ts';
import { STEPS } from '../../src/jobs/steps/index.ts';
import { loadLatestProof } from '../../src/store/proofs.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { depsOf, fillJudgedPortal, PORTAL, UNTIL } from '../pipeline/proof/judged-portal.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());

test('the weekly check as a job: behind every run, nothing before the first score, once a week', async () => {
  const job = { portalId: PORTAL, kind: 'proof' as const };
  const said: string[] = [];
  const deps = {
    ...depsOf(store),
    log: { ...depsOf(store).log, info: (_: object, text: string) => void said.push(text) },
  };
  const run = () => STEPS.proof(job, { deps, signal: new AbortController().signal, jobName: 'proof' });
  expect(PRIORITY.proof).toBeLessThan(PRIORITY.sync);
  expect(keyOf(job)).not.toBe(keyOf({ ...job, kind: 'sync' }));

  expect(await run()).toBeNull();
  expect(said).toEqual(['KPIs computed']);
  await fillJudgedPortal(store);
  await run();
  await run();
  expect(said).toEqual(['KPIs computed', 'scores checked']);
  expect((await loadLatestProof(store.db, PORTAL))?.view.until).toBe(UNTIL);
});
