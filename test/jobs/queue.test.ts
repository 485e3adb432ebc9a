import { sql } from 'kysely';
import { AppError } from '../../src/errors.ts';
import { type JobData, keyOf, NO_TOTALS } from '../../src/jobs/job.ts';
import { occasionId } from '../../src/jobs/occasion.ts';
import { type JobQueue, openQueue } from '../../src/jobs/queue.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { until } from '../helpers/until.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const job = (portalId: string, over: Partial<JobData> = {}): JobData => ({
  portalId,
  kind: 'score',
  ...over,
});

let store: Store;
let queue: JobQueue;
const ran: string[] = [];
const dead: string[] = [];
const stopped: string[] = [];
const running = new Map<string, number>();
let overlapped = false;
/** Kinds of jobs that were put off, and for how many seconds. */
const putOff: [string, number][] = [];
const names: string[] = [];
const afterwards: JobData['putOff'][] = [];
let allowance = false;
let fail: () => void;
const doom = new Promise<void>((resolve) => (fail = resolve));
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

/** Lets what waits for a time go on now. */
const hurry = (portalId: string) =>
  sql`update pgboss.job set start_after = now() where state = 'created' and data->>'portalId' = ${portalId}`.execute(
    store.db,
  );

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
    async (claimed, signal, name) => {
      if (claimed.portalId === 'gated') await gate;
      if (claimed.portalId === 'endless') {
        ran.push('endless');
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        stopped.push(claimed.kind);
        return job('endless', { after: 'more' });
      }
      if (claimed.portalId === 'busy') {
        names.push(name);
        if (claimed.kind === 'act') {
          afterwards.push(claimed.putOff);
          ran.push('busy act');
          return null;
        }
        if (!allowance)
          throw new AppError('rate-limited', 'the allowance is used up', { retryAfterMs: 600_000 });
        return job('busy', { kind: 'act' });
      }
      if (claimed.portalId === 'doomed') {
        ran.push('doomed');
        await doom;
        setTimeout(() => ran.push('doomed failed'), 200);
        throw new AppError('upstream-unavailable', 'HubSpot is down');
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
    async (given, seconds) => void putOff.push([given.kind, seconds]),
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

test('a job whose error may pass is queued for as long as the other side asks for, and keeps its name', async () => {
  await queue.enqueue(job('busy', { kind: 'publish', after: 'c7' }));
  await until(async () => putOff.length === 1);
  expect(putOff).toEqual([['publish', 600]]);
  const waits = async () => {
    const { rows } = await sql<{ id: string; wait: number; data: JobData }>`
      select id, data, round(extract(epoch from start_after - created_on))::int as wait from pgboss.job
      where name = 'work' and data->>'portalId' = 'busy' and state = 'created'`.execute(store.db);
    return rows;
  };
  const [waiting] = await waits();
  expect(waiting).toMatchObject({ wait: 600, data: { kind: 'publish', after: 'c7' } });
  expect(await queue.counts()).toMatchObject({ active: 0, dead: 0 });

  await hurry('busy');
  await until(async () => putOff.length === 2);
  expect(new Set(names)).toEqual(new Set([names[0]]));
  expect((await waits())[0]?.data.putOff).toEqual({ by: names[0], times: 2, seconds: 1200 });
  // What follows starts afresh.
  allowance = true;
  await hurry('busy');
  await until(() => ran.includes('busy act'));
  expect(names).toHaveLength(4);
  expect(names[3]).not.toBe(names[0]);
  expect(afterwards).toEqual([undefined]);
});

test('one that waited long enough is given up; put back to work it waits anew', async () => {
  const waited = { by: occasionId('long ago'), times: 30, seconds: 6 * 3600 };
  allowance = false;
  await queue.enqueue(job('busy', { putOff: waited }));
  const given = async () => (await queue.dead()).filter((each) => each.job.portalId === 'busy');
  await until(async () => (await given()).length === 1);
  expect((await given())[0]).toMatchObject({ code: 'rate-limited', message: 'the allowance is used up' });
  const before = putOff.length;
  expect(await queue.retryDead('busy')).toBe(1);
  await until(() => putOff.length > before);
  expect(putOff.at(-1)).toEqual(['score', 600]);
  expect(names.at(-1)).toBe(waited.by);
  expect(await queue.cancel('busy')).toBe(1);
  expect(await given()).toEqual([]);
});

test('a job that is cancelled while it fails is not put off', async () => {
  await queue.enqueue(job('doomed', { kind: 'match' }));
  await until(() => ran.includes('doomed'));
  expect(await queue.cancel('doomed')).toBe(1);
  fail();
  await until(() => ran.includes('doomed failed'));
  await until(async () => (await queue.counts()).active === 0);
  expect(await queue.cancel('doomed')).toBe(0);
  expect(putOff.filter(([kind]) => kind === 'match')).toEqual([]);
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
