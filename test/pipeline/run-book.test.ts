import { randomUUID } from 'node:crypto';
import { closeOvertaken, closeRun, noteProgress, openRun, showLife } from '../../src/pipeline/run-book.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { latestRuns, loadRun } from '../../src/store/runs.ts';

const NIGHT = Date.parse('2026-11-20T04:15:00.000Z');
const MINUTE = 60_000;
const DONE = { summary: {}, error: null };

let store: Store;
let portal = 0;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());
beforeEach(() => {
  portal += 1;
});

const at = (minutes: number) => ({
  db: store.db,
  portalId: String(portal),
  clock: () => new Date(NIGHT + minutes * MINUTE),
});
const open = (job: string, minutes: number, kind = 'sync') => openRun(at(minutes), kind, job);

describe('opening a run', () => {
  test('the job that opened it and is done again gets the same run; another job gets none', async () => {
    const [job, other] = [randomUUID(), randomUUID()];
    const id = await open(job, 0);
    expect(id).not.toBeNull();
    expect(await open(job, 1)).toBe(id);
    expect(await open(other, 2)).toBeNull();
    expect(await latestRuns(store.db, String(portal), 5)).toHaveLength(1);
  });

  test('when it has ended, the same job opens nothing more, and another opens its own', async () => {
    const [job, other] = [randomUUID(), randomUUID()];
    const id = await open(job, 0);
    await closeRun(at(5), id ?? '', DONE);
    expect(await open(job, 6)).toBeNull();
    expect(await open(other, 7)).not.toBeNull();
  });

  test('a run without a sign of life for half an hour makes way; back again, it does not run beside the new one', async () => {
    const [job, other] = [randomUUID(), randomUUID()];
    await open(job, 0);
    expect(await open(other, 31)).not.toBeNull();
    expect(await open(job, 32)).toBeNull();
  });

  test('signs of life keep it, also one that is due to go on later', async () => {
    const id = (await open(randomUUID(), 0)) ?? '';
    await noteProgress(at(1), id, { step: 'pull stripe', done: 1, total: 4 });
    await showLife(at(25), id, 'pull');
    expect(await open(randomUUID(), 50)).toBeNull();
    await showLife(at(50), id, 'publish', new Date(NIGHT + 200 * MINUTE));
    expect(await open(randomUUID(), 229)).toBeNull();
    const [run] = await latestRuns(store.db, String(portal), 1);
    expect(run?.progress).toMatchObject({ step: 'pull stripe', done: 1, total: 4 });
    expect(await open(randomUUID(), 231)).not.toBeNull();
  });
});

describe('a run that a later one has done the work of', () => {
  async function late(own: string, later: string, outcome: Parameters<typeof closeRun>[2] | null) {
    const id = (await open(randomUUID(), 0, own)) ?? '';
    const next = (await open(randomUUID(), 31, later)) ?? '';
    if (outcome !== null) await closeRun(at(40), next, outcome);
    const end = { summary: null, error: 'score: a later run has done this' };
    const overtaken = await closeOvertaken(at(50), id, end);
    expect((await loadRun(store.db, String(portal), id))?.error).toBe(overtaken ? end.error : null);
    expect(await closeOvertaken(at(50), next, end)).toBe(false);
    return overtaken;
  }

  test.each([
    ['completed', 'sync', 'sync', DONE, true],
    ['still under way', 'sync', 'sync', null, false],
    ['given up', 'sync', 'sync', { summary: null, error: 'publish: no' }, false],
    ['one that read only what is new, after one that reads everything', 'backfill', 'sync', DONE, false],
    ['one that reads everything', 'backfill', 'backfill', DONE, true],
    ['everything read, after one that reads what is new', 'sync', 'backfill', DONE, true],
  ])('%s', async (_name, own, later, outcome, expected) => {
    expect(await late(own, later, outcome)).toBe(expected);
  });
});

test('a run that was given up keeps its reason when a later one has done its work', async () => {
  const id = (await open(randomUUID(), 0)) ?? '';
  await closeRun(at(1), id, { summary: null, error: 'publish: the token was refused' });
  const next = (await open(randomUUID(), 2)) ?? '';
  await closeRun(at(9), next, DONE);
  expect(await closeOvertaken(at(10), id, { summary: null, error: 'overtaken' })).toBe(true);
  expect((await loadRun(store.db, String(portal), id))?.error).toBe('publish: the token was refused');
});
