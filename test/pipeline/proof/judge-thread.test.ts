import { checkPortal } from '../../../src/pipeline/proof/check.ts';
import { judgeInThread } from '../../../src/pipeline/proof/judge-thread.ts';
import { Judge, storedProof } from '../../../src/pipeline/proof/judge.ts';
import { type JudgeTask } from '../../../src/pipeline/proof/judge-messages.ts';
import { type PastPage } from '../../../src/pipeline/proof/portal-past.ts';
import { caseOf } from '../../../src/pipeline/proof/portal-proof.ts';
import { loadLatestProof } from '../../../src/store/proofs.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { depsOf, fillJudgedPortal, PORTAL, UNTIL } from './judged-portal.ts';

const CHECKED_AT = `${UNTIL}T04:00:00.000Z`;
let store: Store;
let task: JudgeTask;
const pages: PastPage[] = [];

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  await fillJudgedPortal(store);
  const { brief, past } = await caseOf(depsOf(store));
  task = { brief, checkedAt: CHECKED_AT };
  for await (const page of past) pages.push(page);
});
afterAll(() => store.close());

const stored = () => loadLatestProof(store.db, PORTAL);

test('the thread finds what the same judge finds here, and the event loop turns meanwhile', async () => {
  const judge = new Judge(task.brief);
  for (const page of pages) judge.add(page);
  const here = storedProof(judge.finish(), CHECKED_AT);

  let isDone = false;
  let turns = 0;
  const turn = (): void => {
    if (isDone) return;
    turns += 1;
    setImmediate(turn);
  };
  async function* thenCount(): AsyncGenerator<PastPage> {
    yield* pages;
    // All was given: from now on the thread computes without a word until it is done.
    setImmediate(turn);
  }
  const there = await judgeInThread(task, thenCount());
  isDone = true;
  expect(there).toEqual(here);
  expect(turns).toBeGreaterThan(1);
});

test.each([
  ['before it began', () => AbortSignal.abort('shutdown')],
  [
    'while pages are read',
    (stop: AbortController) => {
      setImmediate(() => stop.abort('shutdown'));
      return stop.signal;
    },
  ],
])('stopped %s: it says so, and nothing is kept', async (_when, signalOf) => {
  const checking = checkPortal(depsOf(store), { signal: signalOf(new AbortController()) });
  await expect(checking).rejects.toMatchObject({ code: 'cancelled', retriable: true });
  expect(await stored()).toBeNull();
});

test('stopped while it computes: the thread is ended, and nothing is kept', async () => {
  const stop = new AbortController();
  async function* thenStop(): AsyncGenerator<PastPage> {
    yield* pages;
    // All was given: the next thing the thread does is to compute.
    setImmediate(() => stop.abort());
  }
  await expect(judgeInThread(task, thenStop(), { signal: stop.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(await stored()).toBeNull();
});

test('a thread that dies for want of memory is an error that says so, and nothing is kept', async () => {
  await expect(checkPortal(depsOf(store), { memoryMb: 8 })).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringMatching(/more than the 8 MB/) as string,
  });
  expect(await stored()).toBeNull();
});

test('what the judge refuses comes back with its code and words', async () => {
  const [page] = pages;
  if (page === undefined) throw new Error('no past');
  async function* twice(): AsyncGenerator<PastPage> {
    yield page as PastPage;
    yield page as PastPage;
  }
  await expect(judgeInThread(task, twice())).rejects.toMatchObject({
    code: 'input-invalid',
    message: expect.stringContaining('two scores of') as string,
  });
});

test('a past that cannot be read fails as it failed, and the thread is ended', async () => {
  async function* broken(): AsyncGenerator<PastPage> {
    yield* pages;
    throw new Error('the database left');
  }
  await expect(judgeInThread(task, broken())).rejects.toThrow('the database left');
});

test('after all that the check is kept when it succeeds', async () => {
  const view = await checkPortal(depsOf(store));
  expect((await stored())?.view).toEqual(view);
});
