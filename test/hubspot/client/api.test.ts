import { z } from 'zod';
import { createRateLimiter } from '../../../src/hubspot/rate-limit/limiter.ts';
import { type AppError } from '../../../src/errors.ts';
import { startStub, type Stub, type StubAnswer } from '../helpers/http-stub.ts';
import { createTestApi, TOKEN } from '../helpers/stub-api.ts';

const schema = z.object({ ok: z.boolean() });
const READ = { method: 'GET', path: '/crm/objects/2026-09/companies', schema } as const;
const CREATE = { method: 'POST', path: '/crm/lists/2026-09', body: { name: 'x' }, schema } as const;
const OK: StubAnswer = { body: { ok: true } };

let stub: Stub | undefined;

afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

/** Answers in turn, the last one for ever. */
async function answering(...answers: readonly StubAnswer[]): Promise<Stub> {
  stub = await startStub((_request, index) => answers[Math.min(index, answers.length - 1)] ?? OK);
  return stub;
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  return work.then(
    () => {
      throw new Error('expected a failure');
    },
    (error: unknown) => error as AppError,
  );
}

describe('a request', () => {
  test('carries token, query and body, and its answer is parsed', async () => {
    const { baseUrl, seen } = await answering({ body: { ok: true, url: 'ignored' } });
    const { api } = createTestApi(`${baseUrl}/`);
    const query = { limit: 100, archived: false, properties: ['name', 'a b&c'], after: undefined };
    const answer = await api.request({ ...READ, query });
    expect(answer).toEqual({ ok: true });
    await api.request(CREATE);
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect([...(seen[0]?.query ?? [])]).toEqual([
      ['limit', '100'],
      ['archived', 'false'],
      ['properties', 'name'],
      ['properties', 'a b&c'],
    ]);
    expect(seen[1]).toMatchObject({ method: 'POST', path: '/crm/lists/2026-09', body: { name: 'x' } });
  });

  test('takes an empty answer (204) as undefined', async () => {
    const { baseUrl } = await answering({ status: 204 });
    const { api } = createTestApi(baseUrl);
    expect(await api.request({ ...READ, method: 'DELETE', schema: z.undefined() })).toBeUndefined();
  });

  test('gets a token before each request', async () => {
    const { baseUrl, seen } = await answering(OK);
    let count = 0;
    const { api } = createTestApi(baseUrl, { accessToken: async () => `token-${(count += 1)}` });
    await api.request(READ);
    await api.request(READ);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });
});

describe('errors', () => {
  test.each([
    [401, 'unauthorized', {}],
    [403, 'forbidden', {}],
    [404, 'not-found', { message: 'resource not found' }],
    [409, 'upstream-rejected', { category: 'CONFLICT', message: 'Contact already exists. Existing ID: 1' }],
    [400, 'upstream-rejected', { message: 'bad' }],
    [414, 'upstream-rejected', {}],
    [423, 'upstream-unavailable', {}],
    [477, 'upstream-unavailable', {}],
    [500, 'upstream-unavailable', {}],
    [521, 'upstream-unavailable', {}],
  ])('status %i is %s', async (status, code, body) => {
    const { baseUrl } = await answering({ status, body });
    const { api } = createTestApi(baseUrl);
    const error = await failure(api.request(READ));
    expect(error).toMatchObject({ name: 'AppError', code, details: { status } });
  });

  test('403 names the missing scopes', async () => {
    const body = {
      status: 'error',
      category: 'MISSING_SCOPES',
      message: 'This app hasn’t been granted all required scopes',
      errors: [{ message: 'x', context: { requiredGranularScopes: ['crm.lists.write', 'crm.lists.read'] } }],
    };
    const { baseUrl } = await answering({ status: 403, body });
    const error = await failure(createTestApi(baseUrl).api.request(READ));
    expect(error.message).toContain('crm.lists.write, crm.lists.read');
    expect(error.details.missingScopes).toEqual(['crm.lists.write', 'crm.lists.read']);
  });

  test('400 keeps what HubSpot said about each property', async () => {
    const errors = [
      { message: 'no', code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['testproperty'] } },
    ];
    const body = {
      status: 'error',
      message: 'Property values were not valid',
      category: 'VALIDATION_ERROR',
      errors,
    };
    const { baseUrl, seen } = await answering({ status: 400, body });
    const error = await failure(createTestApi(baseUrl).api.request(READ));
    expect(error.details).toMatchObject({ category: 'VALIDATION_ERROR', errors });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['an HTML page', '<html>502 Bad Gateway</html>'],
    ['nothing', ''],
    ['wrong types', '{"message": 7, "errors": "x", "category": null, "context": []}'],
    ['a bare string', '"boom"'],
  ])('an error whose body is %s is still mapped', async (_name, text) => {
    const { baseUrl } = await answering({ status: 400, text });
    expect(await failure(createTestApi(baseUrl).api.request(READ))).toMatchObject({
      code: 'upstream-rejected',
    });
  });

  test('a huge error text is cut', async () => {
    const { baseUrl } = await answering({ status: 400, text: 'x'.repeat(100_000) });
    const error = await failure(createTestApi(baseUrl).api.request(READ));
    expect(error.message.length).toBeLessThan(700);
  });

  test('an answer of another shape is upstream-invalid and not repeated', async () => {
    const { baseUrl, seen } = await answering({ body: { ok: 'yes' } });
    const error = await failure(createTestApi(baseUrl).api.request(READ));
    expect(error.code).toBe('upstream-invalid');
    expect(error.message).toContain('ok');
    expect(seen).toHaveLength(1);
  });

  test('the token never shows, even when the other side echoes it', async () => {
    const { baseUrl } = await answering({
      status: 400,
      body: { message: `got Bearer ${TOKEN}`, errors: [{ message: TOKEN }] },
    });
    const { api, logged } = createTestApi(baseUrl);
    const error = await failure(api.request(READ));
    expect(`${error.message} ${JSON.stringify(error.details)} ${String(error.stack)}`).not.toContain(TOKEN);
    expect(logged.join('\n')).not.toContain(TOKEN);
    expect(error.message).toContain('[token]');
  });
});

describe('retries', () => {
  test.each([
    ['503', { status: 503 }],
    ['a dropped connection', { drop: 'before' }],
    ['a body that breaks off', { ...OK, drop: 'within' }],
    ['cut-off JSON', { text: '{"ok": tr' }],
    ['423 Locked', { status: 423 }],
  ] satisfies [string, StubAnswer][])('reading again after %s succeeds', async (_name, broken) => {
    const { baseUrl, seen } = await answering(broken, OK);
    const { api, slept } = createTestApi(baseUrl);
    expect(await api.request(READ)).toEqual({ ok: true });
    expect(seen).toHaveLength(2);
    expect(slept).toHaveLength(1);
  });

  test('back off exponentially with jitter, then give up', async () => {
    const { baseUrl, seen } = await answering({ status: 500 });
    const { api, slept } = createTestApi(baseUrl);
    expect(await failure(api.request(READ))).toMatchObject({ code: 'upstream-unavailable' });
    expect(seen).toHaveLength(5);
    expect(slept).toEqual([187.5, 375, 750, 1500]);
  });

  test('wait at least as long as Retry-After says', async () => {
    const { baseUrl } = await answering({ status: 477, headers: { 'retry-after': '7' } }, OK);
    const { api, slept } = createTestApi(baseUrl);
    await api.request(READ);
    expect(slept).toEqual([7000]);
  });

  test.each([
    ['500', { status: 500 }],
    ['a dropped connection', { drop: 'before' }],
    ['cut-off JSON', { text: '{' }],
  ] satisfies [string, StubAnswer][])('a create is not repeated after %s', async (_name, broken) => {
    const { baseUrl, seen } = await answering(broken, OK);
    await failure(createTestApi(baseUrl).api.request(CREATE));
    expect(seen).toHaveLength(1);
  });

  test.each([
    '/crm/objects/2026-09/companies/batch/update',
    '/crm/objects/2026-09/tasks/batch/upsert',
    '/crm/objects/2026-09/0-2/search',
    '/crm/associations/2026-09/tasks/companies/batch/associate/default',
  ])('POST %s is known to be harmless to repeat', async (path) => {
    const { baseUrl, seen } = await answering({ status: 502 }, OK);
    await createTestApi(baseUrl).api.request({ ...CREATE, path });
    expect(seen).toHaveLength(2);
  });

  test('a create is repeated when nobody was there to take it', async () => {
    const { baseUrl } = await answering(OK);
    await stub?.close();
    stub = undefined;
    const { api, slept } = createTestApi(baseUrl);
    expect(await failure(api.request(CREATE))).toMatchObject({ code: 'upstream-unavailable' });
    expect(slept).toHaveLength(4);
  });

  test('no answer in time is upstream-unavailable', async () => {
    const { baseUrl } = await answering({ hang: true });
    const { api } = createTestApi(baseUrl, { timeoutMs: 50 });
    const error = await failure(api.request(CREATE));
    expect(error).toMatchObject({ code: 'upstream-unavailable' });
    expect(error.message).toContain('within 50 ms');
  });
});

describe('429', () => {
  const burst = {
    status: 429,
    body: {
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
    },
  };

  test('of the ten-secondly kind is waited out, even for a create', async () => {
    const { baseUrl, seen } = await answering(burst, OK);
    const { api, slept } = createTestApi(baseUrl);
    expect(await api.request(CREATE)).toEqual({ ok: true });
    expect(seen).toHaveLength(2);
    expect(slept).toEqual([1000]);
  });

  test('obeys Retry-After', async () => {
    const { baseUrl } = await answering({ ...burst, headers: { 'retry-after': '4' } }, OK);
    const { api, slept } = createTestApi(baseUrl);
    await api.request(READ);
    expect(slept).toEqual([4000]);
  });

  test('of a search waits a second', async () => {
    const body = {
      status: 'error',
      message: 'You have reached your secondly limit.',
      errorType: 'RATE_LIMIT',
    };
    const { baseUrl } = await answering({ status: 429, body }, OK);
    const { api, slept } = createTestApi(baseUrl);
    await api.request({ ...CREATE, path: '/crm/objects/2026-09/companies/search' });
    expect(slept).toEqual([1000]);
  });

  test('of the daily kind stops at once, for every caller', async () => {
    const body = { status: 'error', message: 'You have reached your daily limit.', policyName: 'DAILY' };
    const { baseUrl, seen } = await answering({ status: 429, body });
    const { api, slept } = createTestApi(baseUrl);
    expect(await failure(api.request(READ))).toMatchObject({
      code: 'rate-limited',
      details: { policy: 'daily' },
    });
    expect(await failure(api.request(READ))).toMatchObject({ code: 'rate-limited' });
    expect(seen).toHaveLength(1);
    expect(slept).toEqual([]);
  });

  test('that never ends is passed on, after pauses that grow to a whole window', async () => {
    const { baseUrl, seen } = await answering(burst);
    const { api, slept } = createTestApi(baseUrl);
    expect(await failure(api.request(READ))).toMatchObject({ code: 'rate-limited' });
    expect(seen).toHaveLength(8);
    expect(slept).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
  });
});

describe('an expired token', () => {
  test('is renewed once when there is a newer one', async () => {
    stub = await startStub(({ headers }) =>
      headers.authorization === 'Bearer new' ? OK : { status: 401, body: { message: 'expired' } },
    );
    const tokens = ['old', 'new'];
    const { api } = createTestApi(stub.baseUrl, { accessToken: async () => tokens.shift() ?? 'new' });
    expect(await api.request(CREATE)).toEqual({ ok: true });
    expect(stub.seen).toHaveLength(2);
  });

  test('that stays the same is unauthorized at once', async () => {
    const { baseUrl, seen } = await answering({ status: 401, body: { message: 'expired' } });
    const { api } = createTestApi(baseUrl, { accessToken: async () => 'old' });
    expect(await failure(api.request(READ))).toMatchObject({ code: 'unauthorized', retriable: false });
    expect(seen).toHaveLength(1);
  });
});

test('several callers share one limiter', async () => {
  const { baseUrl, seen } = await answering(OK);
  let now = 0;
  const slept: number[] = [];
  const time = {
    clock: () => now,
    sleep: async (ms: number) => {
      slept.push(ms);
      now += ms;
    },
  };
  const limiter = createRateLimiter({ ...time, max: 2, intervalMs: 1000 });
  const { api } = createTestApi(baseUrl, { ...time, limiter });
  await Promise.all([1, 2, 3].map(() => api.request(READ)));
  expect(seen).toHaveLength(3);
  expect(Math.max(...slept)).toBeGreaterThan(500);
});
