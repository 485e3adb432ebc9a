import { jest } from '@jest/globals';
import { serviceFor, ServiceError } from '../../extensions/ui/service/call.ts';

interface WorkerGlobals {
  self?: unknown;
  serverless?: unknown;
  hsFetch?: unknown;
  PULSO_AUTH?: unknown;
  PULSO_ORIGIN?: unknown;
}
const worker = globalThis as WorkerGlobals;
worker.self = globalThis;

test('a card action goes to its own function with who acts; what pages ask for goes to one', async () => {
  const serverless = jest.fn(async (_name: string, _options: unknown) => ({ ok: true }));
  worker.serverless = serverless;
  const call = serviceFor('ana@example.com', 'es');
  await call('logPulse', { companyId: '1' });
  await call('readPortfolio', {});
  expect(serverless.mock.calls).toEqual([
    [
      'pulso_log_pulse',
      { parameters: { companyId: '1', action: 'logPulse', userEmail: 'ana@example.com', locale: 'es' } },
    ],
    ['pulso_portal', { parameters: { action: 'readPortfolio', userEmail: 'ana@example.com', locale: 'es' } }],
  ]);
});

test.each([
  [
    'a failure the service tells',
    async () => ({ error: { code: 'not-found', message: 'gone' } }),
    'not-found',
  ],
  ['a function that breaks', () => Promise.reject(new Error('504')), 'unreachable'],
  ['no answer at all', async () => null, 'unreachable'],
  ['an error without a code', async () => ({ error: {} }), 'internal'],
])('%s is a ServiceError', async (_, answer, code) => {
  worker.serverless = answer;
  const failure = await serviceFor(undefined, 'en')('getHealth', {}).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ServiceError);
  expect(failure).toMatchObject({ code });
});

test('the OAuth build sends a body to the service and no headers of its own', async () => {
  worker.PULSO_AUTH = 'oauth';
  worker.PULSO_ORIGIN = 'https://health.acme.test';
  const fetched = jest.fn(async (_url: string, _options: unknown) => Response.json({ ok: true }));
  worker.hsFetch = fetched;
  jest.resetModules();
  const { serviceFor: serviceOfOAuth } = await import('../../extensions/ui/service/call.ts');
  await serviceOfOAuth('ana@example.com', 'es')('refreshHealth', { companyId: '1' });
  expect(fetched.mock.calls).toEqual([
    [
      'https://health.acme.test/api/actions/refreshHealth?locale=es',
      { method: 'POST', body: { companyId: '1' }, timeout: 15_000 },
    ],
  ]);
});
