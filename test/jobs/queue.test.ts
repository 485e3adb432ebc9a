import { AppError } from '../../src/errors.ts';
import { type JobData, keyOf, NO_TOTALS } from '../../src/jobs/job.ts';
import { occasionId } from '../../src/jobs/occasion.ts';
import { type JobQueue, openQueue } from '../../src/jobs/queue.ts';
import { openStore, type Store } from '../../src/store/open.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const job = (portalId: string, over: Partial<JobData> = {}): JobData => ({
  portalId,
  kind: 'score',
  ...over,
});

/** Resolves when `done` says so, looked at often. */
async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 50));
}

let store: Store;
let queue: JobQueue;
const ran: string[] = [];
const dead: string[] = [];
const stopped: string[] = [];
const running = new Map<string, number>();
let overlapped = false;
let open: () => void;
const gate = new Promise<void>((resolve) => (open = resolve));

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  queue = await openQueue({ database: store.queueDatabase, log: silent, heartbeatSeconds: 10 });
});
afterAll(async () => {
  await queue.stop();
  await store.close();
});

test('of the same job only one waits, and an occasion is served once', async () => {
  expect(await queue.enqueue(job('1'))).toBe(true);
  expect(await queue.enqueue(job('1'))).toBe(false);
  expect(await queue.enqueue(job('1', { after: 'c5' }))).toBe(true);
  const id = occasionId('1', 'sync', '2026-11-01T04:15');
  expect(await queue.enqueue(job('1', { kind: 'sync' }), { id })).toBe(true);
  expect(await queue.enqueue(job('1', { kind: 'sync' }), { id })).toBe(false);
  expect(await queue.counts()).toMatchObject({ waiting: 3, active: 0, dead: 0 });
  expect(await queue.cancel('1')).toBe(3);
  expect(await queue.cancel('1')).toBe(0);
  // Cancelled or done: the occasion stays served.
  expect(await queue.enqueue(job('1', { kind: 'sync' }), { id })).toBe(false);
});

test('portals take turns: a long chain does not keep a small portal waiting, and no portal runs twice at a time', async () => {
  await queue.work(
    async (claimed, signal) => {
      if (claimed.portalId === 'gated') await gate;
      if (claimed.portalId === 'endless') {
        ran.push('endless');
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        stopped.push(claimed.kind);
        return job('endless', { after: 'more' });
      }
      if (claimed.portalId === 'refused') throw new AppError('unauthorized', 'the token was refused');
      const now = (running.get(claimed.portalId) ?? 0) + 1;
      running.set(claimed.portalId, now);
      if (now > 1) overlapped = true;
      await new Promise((resolve) => setTimeout(resolve, 30));
      running.set(claimed.portalId, now - 1);
      ran.push(`${claimed.portalId} ${claimed.after ?? ''}`.trim());
      const step = Number(claimed.after ?? 0);
      return claimed.portalId === 'giant' && step < 6 ? { ...claimed, after: String(step + 1) } : null;
    },
    2,
    async (given, error) => void dead.push(`${given.portalId}: ${error.message}`),
  );
  await queue.enqueue(job('giant'));
  await until(() => ran.length >= 2);
  await queue.enqueue(job('small'));
  await queue.enqueue(job('small', { kind: 'publish' }));
  await until(() => ran.filter((each) => each.startsWith('giant')).length === 7);
  await until(() => ran.filter((each) => each === 'small').length === 2);
  expect(ran.lastIndexOf('small')).toBeLessThan(ran.indexOf('giant 6') + 1);
  expect(overlapped).toBe(false);
});

test('a job that cannot succeed is given up at once, with the reason and a remedy, and can be put back', async () => {
  const run = { id: 'r1', asOf: '2026-11-01', full: false, totals: NO_TOTALS };
  await queue.enqueue(job('refused', { run }));
  await until(async () => (await queue.dead()).length === 1);
  const [given] = await queue.dead();
  expect(given).toMatchObject({
    job: { portalId: 'refused', kind: 'score' },
    code: 'unauthorized',
    message: 'the token was refused',
  });
  expect(given?.remedy).toMatch(/Connect the account again/);
  expect(dead).toEqual(['refused: the token was refused']);
  expect(await queue.retryDead('somebody else')).toBe(0);
  expect(await queue.retryDead('refused')).toBe(1);
  await until(() => dead.length === 2);
});

test('a job that is asked for while it runs is done again afterwards', async () => {
  await queue.enqueue(job('gated', { kind: 'refresh' }));
  await until(async () => (await queue.counts()).active > 0);
  expect(await queue.enqueue(job('gated', { kind: 'refresh' }))).toBe(true);
  open();
  await until(() => ran.filter((each) => each === 'gated').length === 2);
});

test('what runs is told to stop, and neither goes on nor is done again', async () => {
  await queue.enqueue(job('endless', { kind: 'publish' }));
  await until(() => ran.includes('endless'));
  expect(await queue.cancel('somebody else')).toBe(0);
  expect(await queue.cancel('endless')).toBe(1);
  await until(() => stopped.length === 1);
  expect(stopped).toEqual(['publish']);
  await until(async () => (await queue.counts()).active === 0);
  expect(await queue.counts()).toMatchObject({ waiting: 0 });
  expect(ran.filter((each) => each === 'endless')).toHaveLength(1);
});

test('keys tell steps apart and runs apart', () => {
  const run = (id: string) => ({ id, asOf: '2026-11-01', full: false, totals: NO_TOTALS });
  const keys = [
    job('1'),
    job('2'),
    job('1', { after: 'a' }),
    job('1', { source: 's' }),
    job('1', { run: run('x') }),
  ];
  expect(new Set(keys.map(keyOf)).size).toBe(keys.length);
  expect(occasionId('1', 'sync', 'm')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(occasionId('1', 'sync', 'm')).not.toBe(occasionId('1', 'sync', 'n'));
});
