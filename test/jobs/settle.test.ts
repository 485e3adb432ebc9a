import { type JobWithMetadata } from 'pg-boss';
import { AppError } from '../../src/errors.ts';
import { type JobData, keyOf } from '../../src/jobs/job.ts';
import { occasionId } from '../../src/jobs/occasion.ts';
import { type EnqueueOptions, type RunJob } from '../../src/jobs/queue.ts';
import { settle } from '../../src/jobs/settle.ts';

const ID = occasionId('1', 'sync', '2026-11-01T04:15');
const JOB: JobData = { portalId: '1', kind: 'sync' };
const NEXT: readonly JobData[] = [
  { portalId: '1', kind: 'score', after: 'a' },
  { portalId: '1', kind: 'score', after: 'b' },
];

function claimed(data: JobData, over: object = {}): JobWithMetadata<JobData> {
  const signal = new AbortController().signal;
  const facts = { id: ID, data, signal, retryCount: 0, retryLimit: 5, sourceRootId: null };
  return { ...facts, ...over } as unknown as JobWithMetadata<JobData>;
}

/** A queue that notes what it is asked for, of which it takes the first `takes`. */
function settling(run: RunJob, takes = Number.POSITIVE_INFINITY, held = true) {
  const asked: { job: JobData; options: EnqueueOptions }[] = [];
  const enqueue = async (job: JobData, options: EnqueueOptions) => {
    if (asked.length >= takes) throw new Error('connection terminated');
    asked.push({ job, options });
    return true;
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return { asked, queue: { run, enqueue, isHeld: async () => held, log } };
}
const idsOf = (asked: readonly { options: EnqueueOptions }[]) => asked.map(({ options }) => options.id);

test('done again, because its process died behind it, a job asks for the same jobs under the same ids', async () => {
  const first = settling(async () => NEXT, 1);
  expect(await settle(claimed(JOB), first.queue)).toMatchObject({ status: 'failed' });
  const again = settling(async () => NEXT);
  expect(await settle(claimed(JOB, { retryCount: 1 }), again.queue)).toMatchObject({ status: 'completed' });
  expect(again.asked.map(({ job }) => job)).toEqual(NEXT);
  expect(new Set(idsOf(again.asked)).size).toBe(2);
  expect(idsOf(again.asked)[0]).toBe(idsOf(first.asked)[0]);
});

test('the same after it was put off, and after it was given up and put back to work', async () => {
  const away = new AppError('store-failed', 'the database is away');
  const down = settling(async () => Promise.reject(away));
  expect(await settle(claimed(JOB), down.queue)).toMatchObject({ status: 'completed' });
  const [putOff] = down.asked;
  expect(putOff?.job).toMatchObject({ ...JOB, putOff: { by: ID, times: 1 } });
  const ids = [
    claimed(JOB),
    claimed(putOff?.job ?? JOB, { id: putOff?.options.id }),
    claimed(JOB, { id: occasionId('another'), sourceRootId: ID }),
  ].map(async (each) => {
    const { asked, queue } = settling(async (_job, _signal, name) => {
      expect(name).toBe(ID);
      return NEXT;
    });
    await settle(each, queue);
    return idsOf(asked);
  });
  const [plain, ...others] = await Promise.all(ids);
  expect(others).toEqual([plain, plain]);
});

test('a step that goes on under the same key is another job', async () => {
  const turn: JobData = { portalId: '1', kind: 'pull', source: 'stripe' };
  const { asked, queue } = settling(async (job) => ({ ...job, turn: (job.turn ?? 0) + 1 }));
  await settle(claimed(turn), queue);
  await settle(claimed(asked[0]?.job ?? turn, { id: asked[0]?.options.id }), queue);
  expect(asked.map(({ job }) => job.turn)).toEqual([1, 2]);
  expect(new Set([ID, ...idsOf(asked)]).size).toBe(3);
});

test('what is not held any more asks for nothing', async () => {
  const done = settling(async () => NEXT, 9, false);
  await settle(claimed(JOB), done.queue);
  const down = settling(async () => Promise.reject(new AppError('upstream-unavailable', 'down')), 9, false);
  await settle(claimed(JOB), down.queue);
  expect([...done.asked, ...down.asked]).toEqual([]);
});

test.each([
  ['internal', 0, 'failed'],
  ['internal', 5, 'deadletter'],
  ['unauthorized', 0, 'deadletter'],
  ['cancelled', 0, 'failed'],
  ['upstream-unavailable', 0, 'completed'],
] as const)('%s after %d tries: %s', async (code, retryCount, status) => {
  const { queue } = settling(async () => Promise.reject(new AppError(code, 'no')));
  expect(await settle(claimed(JOB, { retryCount }), queue)).toMatchObject({ status });
});

test('what is to come later waits, beside what is asked for meanwhile', async () => {
  const later: JobData = { portalId: '1', kind: 'refresh', again: true };
  const { asked, queue } = settling(async () => ({ ...later, delaySeconds: 90 }));
  await settle(claimed({ portalId: '1', kind: 'refresh' }), queue);
  expect(asked).toMatchObject([{ job: later, options: { delaySeconds: 90 } }]);
  expect(asked[0]?.job).not.toHaveProperty('delaySeconds');
  expect(keyOf(later)).not.toBe(keyOf({ portalId: '1', kind: 'refresh' }));
});
