import { AppError } from '../../../src/errors.ts';
import { say } from '../../../src/model/messages/message.ts';
import { type CompanyUpdate, writeBack } from '../../../src/hubspot/write-back/index.ts';
import { startStub, type SeenRequest, type Stub, type StubAnswer } from '../helpers/http-stub.ts';
import { createTestApi } from '../helpers/stub-api.ts';

interface Input {
  readonly id: string;
  readonly objectWriteTraceId: string;
  readonly properties: Record<string, string>;
}

let stub: Stub | undefined;

afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

const updates = (count: number): CompanyUpdate[] =>
  Array.from({ length: count }, (_, index) => ({
    companyId: String(index + 1),
    properties: { health_score: '1' },
  }));
const inputsOf = ({ body }: SeenRequest) => (body as { inputs: Input[] }).inputs;
const written = (inputs: readonly Input[]) =>
  inputs.map(({ id, properties }) => ({ id, properties, createdAt: 'x', updatedAt: 'x', archived: false }));
const complete = (inputs: readonly Input[]): StubAnswer => ({
  body: { status: 'COMPLETE', results: written(inputs) },
});

async function portal(answer: (inputs: Input[], index: number) => StubAnswer) {
  stub = await startStub((request, index) => answer(inputsOf(request), index));
  return { ...createTestApi(stub.baseUrl), seen: stub.seen };
}

test('nothing to write is no call', async () => {
  const { api, seen } = await portal(complete);
  expect(await writeBack(api, [])).toEqual({ writeCalls: 0, companiesWritten: 0, rejected: [] });
  expect(seen).toHaveLength(0);
});

test.each([
  [1, 1],
  [100, 1],
  [101, 2],
  [2345, 24],
])('%i changed companies are %i calls', async (count, calls) => {
  const { api, seen } = await portal(complete);
  const acknowledged: string[] = [];
  const progress: number[] = [];
  const outcome = await writeBack(api, updates(count), {
    onWritten: (batch) => void acknowledged.push(...batch.map(({ companyId }) => companyId)),
    onProgress: (done) => void progress.push(done),
  });
  expect(outcome).toEqual({ writeCalls: calls, companiesWritten: count, rejected: [] });
  expect(seen).toHaveLength(calls);
  expect(seen[0]).toMatchObject({ method: 'POST', path: '/crm/objects/2026-09/companies/batch/update' });
  expect(new Set(acknowledged).size).toBe(count);
  expect(progress.at(-1)).toBe(count);
});

test('the records that a 207 names are set aside', async () => {
  const { api, seen } = await portal((inputs) => ({
    status: 207,
    body: {
      status: 'COMPLETE',
      results: written(inputs.filter(({ id }) => id !== '3' && id !== '7')),
      numErrors: 2,
      errors: [
        {
          status: 'error',
          category: 'VALIDATION_ERROR',
          message: 'bad 3',
          context: { objectWriteTraceId: ['3'] },
        },
        { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'gone 7', context: { ids: ['7'] } },
      ],
    },
  }));
  const outcome = await writeBack(api, updates(10));
  expect(outcome).toEqual({
    writeCalls: 1,
    companiesWritten: 8,
    rejected: [
      { companyId: '3', reason: say('hubspot.said', { said: 'bad 3' }) },
      { companyId: '7', reason: say('hubspot.said', { said: 'gone 7' }) },
    ],
  });
  expect(seen).toHaveLength(1);
});

test('a 207 that names nobody is narrowed down', async () => {
  const { api } = await portal((inputs) => {
    const good = inputs.filter(({ id }) => id !== '5');
    if (good.length === inputs.length) return complete(inputs);
    return { status: 207, body: { results: written(good), errors: [{ message: 'something failed' }] } };
  });
  expect(await writeBack(api, updates(10))).toMatchObject({
    companiesWritten: 9,
    rejected: [{ companyId: '5', reason: say('hubspot.said', { said: 'something failed' }) }],
  });
});

test.each([400, 404])('poison records in a batch refused with %i are isolated by halving', async (status) => {
  const poison = new Set(['17', '18', '150']);
  const { api, seen } = await portal((inputs) =>
    inputs.some(({ id }) => poison.has(id))
      ? {
          status,
          body: { status: 'error', message: 'Property values were not valid', category: 'VALIDATION_ERROR' },
        }
      : complete(inputs),
  );
  const acknowledged: string[] = [];
  const outcome = await writeBack(api, updates(200), {
    onWritten: (batch) => void acknowledged.push(...batch.map(({ companyId }) => companyId)),
  });
  expect(outcome.rejected.map(({ companyId }) => companyId).sort()).toEqual(['150', '17', '18']);
  expect(outcome.rejected[0]?.reason).toMatchObject({
    slots: { said: expect.stringContaining('Property values were not valid') as string },
  });
  expect(outcome.companiesWritten).toBe(197);
  expect(acknowledged.filter((id) => poison.has(id))).toEqual([]);
  expect(outcome.writeCalls).toBe(seen.length);
  expect(seen.length).toBeLessThan(40);
});

test('a property that the portal lacks stops at once and says what to do', async () => {
  const errors = [
    { message: 'x', code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['health_score'] } },
  ];
  for (const status of [400, 207]) {
    const { api, seen } = await portal(() => ({
      status,
      body: { message: 'PROPERTY_DOESNT_EXIST', results: [], errors },
    }));
    await expect(writeBack(api, updates(50))).rejects.toThrow(/pulso provision/);
    expect(seen).toHaveLength(1);
    await stub?.close();
  }
});

test('a batch that failed on the way is sent again, which is harmless', async () => {
  const { api, seen } = await portal((inputs, index) =>
    index === 0 ? { drop: 'before' } : complete(inputs),
  );
  expect(await writeBack(api, updates(5))).toEqual({ writeCalls: 1, companiesWritten: 5, rejected: [] });
  expect(seen).toHaveLength(2);
  expect(seen[1]?.body).toEqual(seen[0]?.body);
});

test.each([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [500, 'upstream-unavailable'],
])('status %i stops the run, and a second run does the rest only', async (status, code) => {
  const all = updates(5000);
  const done = new Set<string>();
  const remember = (batch: readonly CompanyUpdate[]) => batch.forEach(({ companyId }) => done.add(companyId));
  const broken = await portal((inputs, index) => (index < 10 ? complete(inputs) : { status, body: {} }));
  await expect(writeBack(broken.api, all, { onWritten: remember })).rejects.toMatchObject({ code });
  expect(done.size).toBe(1000);
  await stub?.close();

  const healthy = await portal(complete);
  const rest = all.filter(({ companyId }) => !done.has(companyId));
  const outcome = await writeBack(healthy.api, rest, { onWritten: remember });
  expect(outcome.writeCalls).toBe(40);
  expect(done.size).toBe(5000);
});

test('a failing onWritten is not swallowed: the cursor would lie', async () => {
  const { api } = await portal(complete);
  const lost = new AppError('store-failed', 'disk full');
  await expect(writeBack(api, updates(3), { onWritten: () => Promise.reject(lost) })).rejects.toBe(lost);
});

test('hostile values arrive as they are', async () => {
  const text = '"; DROP TABLE companies; -- <script>\u0000\u202e😀\n{{contact.email}}';
  const { api, seen } = await portal(complete);
  await writeBack(api, [{ companyId: '1', properties: { health_top_risks: text } }]);
  expect(inputsOf(seen[0]!)[0]?.properties.health_top_risks).toBe(text);
});
