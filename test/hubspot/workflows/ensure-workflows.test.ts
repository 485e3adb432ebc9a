import { provision } from '../../../src/hubspot/provision/index.ts';
import { contains } from '../../../src/hubspot/workflows/contains.ts';
import { ensureWorkflows, type TaskWorkflow } from '../../../src/hubspot/workflows/index.ts';
import { startStub } from '../helpers/http-stub.ts';
import { type SandboxedApi, startSandbox } from '../helpers/sandbox.ts';
import { createTestApi } from '../helpers/stub-api.ts';

const FLOWS = '/automation/v4/flows';

const RED: TaskWorkflow = {
  name: 'Health falls to red',
  band: 'red',
  fromBands: ['orange', 'yellow', 'green'],
  newsDays: 30,
  subject: 'Escalate {{ enrolled_object.name }}',
  body: '<p>Why: {{ enrolled_object.health_top_risks }}</p>',
  priority: 'HIGH',
  dueHours: 48,
  ownerId: null,
};

const SPANISH: TaskWorkflow = {
  ...RED,
  name: 'La salud baja a rojo',
  subject: 'Escalar {{ enrolled_object.name }}',
};

describe('in the sandbox portal', () => {
  let sandbox: SandboxedApi;

  beforeEach(async () => {
    sandbox = await startSandbox();
    await provision(sandbox.api);
  });
  afterEach(() => sandbox.portal.close());

  test('a missing workflow is created once', async () => {
    const first = await ensureWorkflows(sandbox.api, [RED]);
    expect(first).toEqual([expect.objectContaining({ name: RED.name, created: true, isEnabled: true })]);
    const again = await ensureWorkflows(sandbox.api, [RED]);
    expect(again).toEqual(first.map((each) => ({ ...each, created: false, differs: false })));
    expect((await sandbox.call('GET', FLOWS)).results).toHaveLength(1);
  });

  test('what a person edited is reported and never overwritten', async () => {
    const [made] = await ensureWorkflows(sandbox.api, [RED]);
    const flow = await sandbox.call('GET', `${FLOWS}/${made?.flowId}`);
    const [action] = flow.actions as unknown as { fields: object }[];
    const actions = [{ ...action, fields: { ...action?.fields, subject: 'Ring them' } }];
    await sandbox.call('PUT', `${FLOWS}/${made?.flowId}`, { ...flow, actions });
    const [state] = await ensureWorkflows(sandbox.api, [RED]);
    expect(state).toMatchObject({ created: false, differs: true, isEnabled: true });
    const after = await sandbox.call('GET', `${FLOWS}/${made?.flowId}`);
    expect(after.actions).toMatchObject([{ fields: { subject: 'Ring them' } }]);
    expect(after.revisionId).toBe('2');
  });

  test('one that was switched off stays off', async () => {
    const [made] = await ensureWorkflows(sandbox.api, [RED]);
    const flow = await sandbox.call('GET', `${FLOWS}/${made?.flowId}`);
    await sandbox.call('PUT', `${FLOWS}/${made?.flowId}`, { ...flow, isEnabled: false });
    expect(await ensureWorkflows(sandbox.api, [RED])).toMatchObject([{ differs: true, isEnabled: false }]);
    expect((await sandbox.call('GET', `${FLOWS}/${made?.flowId}`)).isEnabled).toBe(false);
  });

  test('one in another language is that workflow, and is compared in its own', async () => {
    const english = { ...RED, otherLanguages: [SPANISH] };
    const spanish = { ...SPANISH, otherLanguages: [RED] };
    await ensureWorkflows(sandbox.api, [english]);
    const [state] = await ensureWorkflows(sandbox.api, [spanish]);
    expect(state).toMatchObject({ name: RED.name, created: false, differs: false, doubles: [] });
    expect((await sandbox.call('GET', FLOWS)).results).toHaveLength(1);
  });

  test('two that are on are told of, and the one that is on counts', async () => {
    const [english] = await ensureWorkflows(sandbox.api, [RED]);
    await ensureWorkflows(sandbox.api, [SPANISH]);
    const both = { ...RED, otherLanguages: [SPANISH] };
    expect(await ensureWorkflows(sandbox.api, [both])).toMatchObject([
      { name: RED.name, doubles: [SPANISH.name] },
    ]);
    const flow = await sandbox.call('GET', `${FLOWS}/${english?.flowId}`);
    await sandbox.call('PUT', `${FLOWS}/${english?.flowId}`, { ...flow, isEnabled: false });
    expect(await ensureWorkflows(sandbox.api, [both])).toMatchObject([
      { name: SPANISH.name, differs: false, isEnabled: true, doubles: [] },
    ]);
  });

  test('our workflow is found on any page of theirs', async () => {
    const theirs = Array.from({ length: 101 }, (_, index) => ({ ...RED, name: `Theirs ${index}` }));
    await ensureWorkflows(sandbox.api, theirs);
    await ensureWorkflows(sandbox.api, [RED]);
    expect(await ensureWorkflows(sandbox.api, [RED])).toMatchObject([{ created: false }]);
  });
});

test('a creation whose answer got lost is not repeated blindly; the next run finds it', async () => {
  let created = 0;
  const stub = await startStub(({ method, path }) => {
    if (method === 'POST') {
      created += 1;
      return { drop: 'before' };
    }
    if (path !== FLOWS) return { body: { isEnabled: true } };
    return { body: { results: created === 0 ? [] : [{ id: '1', name: RED.name, isEnabled: true }] } };
  });
  const { api } = createTestApi(stub.baseUrl);
  await expect(ensureWorkflows(api, [RED])).rejects.toMatchObject({ code: 'upstream-unavailable' });
  expect(await ensureWorkflows(api, [RED])).toMatchObject([{ flowId: '1', created: false }]);
  expect(created).toBe(1);
  await stub.close();
});

test.each([
  [{ a: 1, more: true }, { a: 1 }, true],
  [{ a: '1' }, { a: 1 }, true],
  [{ a: 'x' }, { a: 'y' }, false],
  [[1, 2], [1], false],
  [null, { a: 1 }, false],
  ['x', [1], false],
])('%j contains %j: %s', (actual, wanted, expected) => {
  expect(contains(actual, wanted)).toBe(expected);
});
