import { groupOf, type JobData, keyOf, NO_TOTALS } from '../../src/jobs/job.ts';
import { STEPS } from '../../src/jobs/steps/index.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { loadHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { finishRun, latestRuns, startRun } from '../../src/store/runs.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { depsOf, PORTAL, UNTIL } from '../pipeline/proof/judged-portal.ts';

const COMPANIES = 2_003;

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
  // Customers since today have one day to score.
  const companies = Array.from({ length: COMPANIES }, (_, index) =>
    crmCompany(String(index), { customerSince: UNTIL }),
  );
  for (let start = 0; start < COMPANIES; start += 500) {
    await saveCompanies(store.db, PORTAL, companies.slice(start, start + 500));
  }
});
afterAll(() => store.close());

const runOf = (id: string): NonNullable<JobData['run']> => ({
  id,
  asOf: UNTIL,
  full: false,
  totals: { ...NO_TOTALS, problems: 2 },
});

async function next(job: JobData, scoreParts?: number): Promise<readonly JobData[]> {
  const context = {
    deps: { ...depsOf(store), portalId: job.portalId },
    signal: new AbortController().signal,
    jobName: 'score',
  };
  const after = await STEPS.score(job, { ...context, ...(scoreParts === undefined ? {} : { scoreParts }) });
  return after === null ? [] : [after].flat();
}

const progressOf = async (id: string) =>
  (await latestRuns(store.db, PORTAL, 5)).find((run) => run.id === id)?.progress;

test('a large portfolio is scored in parts side by side; the last to end goes on with the run', async () => {
  await startRun(store.db, PORTAL, 'r1', 'sync', `${UNTIL}T04:00:00.000Z`);
  const parts = await next({ portalId: PORTAL, kind: 'score', run: runOf('r1') }, 5);
  expect(parts.map(({ part }) => part?.index)).toEqual([0, 1]);
  expect(parts.map(groupOf)).toEqual([PORTAL, `${PORTAL}/1`]);

  const seen = parts.map(keyOf);
  const ends: JobData[] = [];
  let waiting = parts;
  while (waiting.length > 0) {
    const [first, ...others] = waiting as [JobData, ...JobData[]];
    const following = await next(first, 5);
    ends.push(...following.filter(({ kind }) => kind !== 'score'));
    const same = following.filter(({ kind }) => kind === 'score');
    seen.push(...same.map(keyOf));
    waiting = [...others, ...same];
  }
  // Two that wait under one key would be taken for one.
  expect(new Set(seen).size).toBe(seen.length);
  expect(ends).toEqual([
    {
      portalId: PORTAL,
      kind: 'publish',
      run: { ...runOf('r1'), totals: { ...NO_TOTALS, problems: 2, scored: 0 } },
    },
  ]);
  expect((await loadHealth(store.db, PORTAL)).size).toBe(COMPANIES);
  expect(await progressOf('r1')).toMatchObject({ step: 'score', total: COMPANIES });
}, 120_000);

test('a part that is done again, because its process died behind its end, goes on once more', async () => {
  await startRun(store.db, PORTAL, 'r2', 'sync', `${UNTIL}T04:00:00.000Z`);
  const [first, second] = await next({ portalId: PORTAL, kind: 'score', run: runOf('r2') }, 2);
  const ended = (job: JobData | undefined, scored: number): JobData => {
    if (job?.run === undefined) throw new Error('two parts');
    return { ...job, after: '\u{10ffff}', run: { ...job.run, totals: { ...job.run.totals, scored } } };
  };
  expect(await next(ended(first, 7))).toEqual([]);
  expect(await next(ended(first, 7))).toEqual([]);
  const publish = [expect.objectContaining({ kind: 'publish' })];
  const after = await next(ended(second, 5));
  expect(after).toEqual(publish);
  expect(after[0]?.run?.totals).toEqual({ ...NO_TOTALS, problems: 2, scored: 12 });
  expect(await next(ended(first, 7))).toEqual(publish);
});

test('a part that was given up and put back to work goes on with the run that was closed for it', async () => {
  await startRun(store.db, PORTAL, 'r3', 'sync', `${UNTIL}T04:00:00.000Z`);
  const parts = await next({ portalId: PORTAL, kind: 'score', run: runOf('r3') }, 2);
  await finishRun(store.db, PORTAL, 'r3', {
    finishedAt: `${UNTIL}T05:00:00.000Z`,
    summary: null,
    error: 'given up',
  });
  const [first, second] = parts.map((part) => ({ ...part, after: '998' }));
  if (first === undefined || second === undefined) throw new Error('two parts');
  expect(await next({ ...first, after: '\u{10ffff}' })).toEqual([]);
  const [more] = await next(second);
  expect(more).toMatchObject({ kind: 'score', part: { index: 1 } });
  if (more === undefined) throw new Error('it goes on');
  expect(await next(more)).toEqual([expect.objectContaining({ kind: 'publish' })]);
});

test('a small portfolio is not divided', async () => {
  const { db } = store;
  await saveCompanies(db, 'small', [crmCompany('1'), crmCompany('2')]);
  const [following, ...others] = await next({ portalId: 'small', kind: 'score', run: runOf('r4') }, 8);
  expect(others).toEqual([]);
  expect(following).toMatchObject({ kind: 'score', after: '2' });
  expect(following).not.toHaveProperty('part');
});
