import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import express from 'express';
import { AppError } from '../../src/errors.ts';
import { handleErrors } from '../../src/server/middleware/errors.ts';
import { type RunAction } from '../../src/server/routes/actions.ts';
import { workflowActionRoutes } from '../../src/server/routes/workflow-actions.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const execution = {
  callbackId: 'ap-1',
  origin: { portalId: 4711, actionDefinitionId: 2 },
  object: { objectId: 11, objectType: 'COMPANY' },
  inputFields: {},
};

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function post(runAction: RunAction, body: unknown): Promise<{ status: number; answer: unknown }> {
  const app = express();
  app.use(express.raw({ type: () => true }));
  app.use(workflowActionRoutes(runAction, { find: async (id) => (id === '4711' ? id : null) }));
  app.use(handleErrors(silent));
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/recalculate`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

const failing = (code: 'not-found' | 'upstream-unavailable') => () =>
  Promise.reject(new AppError(code, 'no'));

test('the enrolled company is recalculated and the outputs are the new health', async () => {
  const asked: unknown[] = [];
  const run: RunAction = async (...parameters) => {
    asked.push(parameters);
    return { score: 72.4, band: 'yellow', breakdown: { result: { delta30d: null } } };
  };
  expect(await post(run, execution)).toEqual({
    status: 200,
    answer: { outputFields: { health_score: 72.4, health_band: 'yellow', hs_execution_state: 'SUCCESS' } },
  });
  expect(asked).toEqual([['4711', 'refreshHealth', { companyId: '11' }, { author: 'workflow' }]]);
});

test('a company that cannot be scored does not stop the workflow', async () => {
  expect(await post(failing('not-found'), execution)).toEqual({
    status: 200,
    answer: { outputFields: { hs_execution_state: 'FAIL_CONTINUE' } },
  });
});

test('what may pass is answered with its status, so that HubSpot tries again', async () => {
  expect((await post(failing('upstream-unavailable'), execution)).status).toBe(502);
});

test.each([
  ['not JSON', '<x>', 400],
  ['nothing', '', 400],
  ['no company', { ...execution, object: {} }, 400],
  ['another account', { ...execution, origin: { portalId: 1 } }, 404],
])('%s is refused', async (_, body, status) => {
  expect((await post(failing('not-found'), body)).status).toBe(status);
});
