import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { verifySignature } from '../../../src/hubspot/signature.ts';
import { type PortalOptions, SANDBOX_APP } from '../../../src/sandbox/portal/index.ts';
import { Descriptions, descriptionsAvailable } from './helpers/descriptions.ts';
import { openPortal, type TestPortal } from './helpers/portal.ts';
import { tinyWorld } from './helpers/world.ts';

/** The action as the project ships it. */
const DEFINITION = path.resolve(
  import.meta.dirname,
  '../../../serverless/workflow-actions/recalculate-health-hsmeta.json',
);
const { config: definition } = JSON.parse(readFileSync(DEFINITION, 'utf8')) as {
  config: { actionUrl: string; objectTypes: string[]; outputFields: { typeDefinition: { name: string } }[] };
};
const ACTION = '1-77';
const COMPANY = '/crm/objects/2026-09/companies/31000000001';

interface Execution {
  readonly callbackId: string;
  readonly origin: { readonly portalId: number };
  readonly object: object;
  readonly inputFields: object;
}
interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

let server: Server;
let tour: TestPortal;
let url: string;
let seen: { execution: Execution; valid: boolean }[];

const outputs = (outputFields: object): Answer => ({ status: 200, body: { outputFields } });

/** An app that gives these answers, the last one from then on. */
async function startApp(...answers: Answer[]): Promise<void> {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { valid } = verifySignature(
        { method: 'POST', url, body, headers: request.headers },
        { secret: SANDBOX_APP.clientSecret, now: Date.now(), accept: ['v2'] },
      );
      seen.push({ execution: JSON.parse(body.toString('utf8')) as Execution, valid });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      response.writeHead(answer?.status ?? 500, answer?.headers);
      response.end(typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}${new URL(definition.actionUrl).pathname}`;
}

async function open(options: Partial<PortalOptions> = {}): Promise<void> {
  const action = { actionTypeId: ACTION, actionUrl: url, objectTypes: definition.objectTypes };
  tour = await openPortal({ world: tinyWorld(), workflowActions: [action], actionRetryMs: 0.01, ...options });
}
afterEach(async () => {
  await tour.portal.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const task = (actionId: string, subject: string): object => ({
  ...{ type: 'SINGLE_CONNECTION', actionId, actionTypeId: '0-3', actionTypeVersion: 0 },
  fields: { subject },
});

/** When the city changes: recalculate; then a task for red, one for whom it failed, another for the rest. */
function flow(overrides: object = {}): object {
  const to = (nextActionId: string) => ({ edgeType: 'STANDARD', nextActionId });
  const reads = (dataKey: string) => ({ type: 'FIELD_DATA', actionId: '1', dataKey });
  const cityChanged = {
    ...{ filterType: 'PROPERTY', property: 'hs_name' },
    operation: { operationType: 'MULTISTRING', operator: 'IS_EQUAL_TO', values: ['city'] },
  };
  return {
    ...{ type: 'PLATFORM_FLOW', flowType: 'WORKFLOW', objectTypeId: '0-2', name: 'F', isEnabled: true },
    startActionId: '1',
    actions: [
      {
        ...{ type: 'SINGLE_CONNECTION', actionId: '1', actionTypeId: ACTION, actionTypeVersion: 3 },
        fields: { who: { type: 'OBJECT_PROPERTY', propertyName: 'name' } },
        connection: to('2'),
      },
      {
        ...{ type: 'STATIC_BRANCH', actionId: '2', inputValue: reads('health_band') },
        staticBranches: [{ branchValue: 'red', connection: to('3') }],
        defaultBranch: to('4'),
      },
      task('3', 'Red'),
      {
        ...{ type: 'STATIC_BRANCH', actionId: '4', inputValue: reads('hs_execution_state') },
        staticBranches: [{ branchValue: 'FAIL_CONTINUE', connection: to('5') }],
        defaultBranch: to('6'),
      },
      task('5', 'Failed'),
      task('6', 'Other'),
    ],
    enrollmentCriteria: {
      ...{ type: 'EVENT_BASED', shouldReEnroll: true, listMembershipFilterBranches: [] },
      eventFilterBranches: [
        {
          ...{ filterBranchType: 'UNIFIED_EVENTS', eventTypeId: '4-655002', operator: 'HAS_COMPLETED' },
          ...{ filterBranches: [], filters: [cityChanged] },
        },
      ],
    },
    ...overrides,
  };
}

async function enrol(): Promise<void> {
  expect((await tour.call('POST', '/automation/v4/flows', flow())).status).toBe(201);
  await tour.call('PATCH', COMPANY, { properties: { city: 'Porto' } });
  await tour.portal.workflowsSettled();
}

async function subjects(): Promise<string[]> {
  const { body } = await tour.call('GET', '/crm/objects/2026-09/tasks?properties=hs_task_subject');
  const { results } = body as { results: { properties: { hs_task_subject: string } }[] };
  return results.map(({ properties }) => properties.hs_task_subject);
}

test('an enrolled company is told of in a signed call, and the outputs decide how it goes on', async () => {
  await startApp(outputs({ health_band: 'red', health_score: 12.5, hs_execution_state: 'SUCCESS' }));
  await open();
  await enrol();
  expect(definition.outputFields.map(({ typeDefinition }) => typeDefinition.name)).toContain('health_band');
  expect(seen).toEqual([
    {
      valid: true,
      execution: {
        callbackId: expect.stringMatching(/^ap-/) as unknown,
        origin: { portalId: tour.portal.portalId, actionDefinitionId: 77, actionDefinitionVersion: 3 },
        context: { source: 'WORKFLOWS', workflowId: expect.any(Number) as unknown },
        object: { objectId: 31_000_000_001, objectType: 'COMPANY' },
        inputFields: { who: 'Company 1' },
      },
    },
  ]);
  expect(await subjects()).toEqual(['Red']);
});

test.each([
  ['no band', [outputs({})], 1, ['Other']],
  ['a failure that the app tells', [outputs({ hs_execution_state: 'FAIL_CONTINUE' })], 1, ['Failed']],
  ['an answer that is no JSON', [{ status: 200, body: '<html>' }], 1, ['Other']],
  ['a refusal, which is not repeated', [{ status: 404 }, outputs({ health_band: 'red' })], 1, ['Other']],
  [
    'two errors, after which it is well',
    [{ status: 500 }, { status: 503 }, outputs({ health_band: 'red' })],
    3,
    ['Red'],
  ],
  [
    'a rate limit',
    [{ status: 429, headers: { 'retry-after': '0' } }, outputs({ health_band: 'red' })],
    2,
    ['Red'],
  ],
  ['errors without end', [{ status: 502 }], 11, ['Other']],
])('%s', async (_, answers: Answer[], calls, expected) => {
  await startApp(...answers);
  await open();
  await enrol();
  expect(seen).toHaveLength(calls);
  expect(new Set(seen.map(({ execution }) => execution.callbackId)).size).toBe(1);
  expect(await subjects()).toEqual(expected);
});

const blocked = outputs({ hs_execution_state: 'BLOCK' });

test('a blocked company waits, over a restart too, until the callback is completed, once', async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-actions-'));
  try {
    await startApp(blocked);
    await open({ dataDir });
    await enrol();
    expect(await subjects()).toEqual([]);
    await tour.portal.close();
    await open({ dataDir });
    await tour.portal.workflowsSettled();
    expect(seen).toHaveLength(1);
    const callbackId = seen[0]?.execution.callbackId ?? '';
    const { callbacksApi } = tour.client.automation.actions;
    await callbacksApi.complete(callbackId, { outputFields: { health_band: 'red' } });
    expect(await subjects()).toEqual(['Red']);
    const again = { inputs: [{ callbackId, outputFields: {} }] };
    await expect(callbacksApi.completeBatch(again)).rejects.toMatchObject({ code: 404 });
    expect(await subjects()).toEqual(['Red']);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});

if (!descriptionsAvailable) console.log('skipped: no API descriptions');
(descriptionsAvailable ? test : test.skip).each([
  '/automation/v4/actions/callbacks',
  '/automation/actions/callbacks/2026-03',
  '/automation/actions/callbacks/2026-09',
])('completions under %s fit the official descriptions', async (prefix) => {
  await startApp(blocked);
  await open();
  const descriptions = new Descriptions();
  const check = async (at: string, body: unknown): Promise<number> => {
    const operation = descriptions.find('POST', at);
    if (!operation) throw new Error(`${at} is not described`);
    const answer = await tour.call('POST', at, body);
    expect(descriptions.checkRequest(operation, body)).toEqual([]);
    expect(descriptions.checkAnswer(operation, answer.status, answer.body)).toEqual([]);
    return answer.status;
  };
  const given = { outputFields: { health_band: 'red' }, typedOutputs: {} };
  await enrol();
  expect(await check(`${prefix}/${seen[0]?.execution.callbackId}/complete`, given)).toBe(204);
  await tour.call('PATCH', COMPANY, { properties: { city: 'Faro' } });
  await tour.portal.workflowsSettled();
  const { callbackId } = seen[1]?.execution ?? {};
  expect(await check(`${prefix}/complete`, { inputs: [{ callbackId, ...given }] })).toBe(204);
  expect(await subjects()).toEqual(['Red', 'Red']);
  expect(await check(`${prefix}/ap-1/complete`, given)).toBe(404);
});

test('flows with an action that no app has, or not for such records, are refused', async () => {
  await startApp(blocked);
  await open();
  const create = (body: object) => tour.call('POST', '/automation/v4/flows', body);
  const unknown = { type: 'SINGLE_CONNECTION', actionId: '1', actionTypeId: '1-78', fields: {} };
  expect((await create(flow({ actions: [unknown] }))).status).toBe(400);
  expect((await create(flow({ objectTypeId: '0-3' }))).status).toBe(400);
});
