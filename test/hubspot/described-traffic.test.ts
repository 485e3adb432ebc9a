import { readConfig } from '../../src/config.ts';
import { errorFromAnswer } from '../../src/hubspot/client/answer-error.ts';
import { pathWithQuery } from '../../src/hubspot/client/query.ts';
import { listSizes } from '../../src/hubspot/lists/index.ts';
import { HEALTH_PROPERTY_NAMES } from '../../src/hubspot/properties/index.ts';
import { adoptTasks, createTasks } from '../../src/hubspot/tasks/index.ts';
import { writeBack } from '../../src/hubspot/write-back/index.ts';
import { type PlannedTask } from '../../src/model/health-view.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';
import { provisionPortal } from '../../src/pipeline/provision.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { portalIdOf } from '../../src/service/connect.ts';
import { createHubSpotCrmSource } from '../../src/sources/hubspot-crm/index.ts';
import { Descriptions, descriptionsAvailable } from '../sandbox/portal/helpers/descriptions.ts';
import { openPortal, type TestPortal } from '../sandbox/portal/helpers/portal.ts';
import { pullAll } from '../sources/hubspot-crm/pull-all.ts';

/** Everything that our own code sends to a portal, and what it gets, held against the official descriptions. */

if (!descriptionsAvailable) console.log('skipped: no API descriptions');
const world = createWorld({ seed: 3, profile: 'demo', companies: 4, days: 365, endDay: '2026-10-31' });

let tour: TestPortal;
let api: HubSpotApi;
const exercised = new Set<string>();
/** Methods and paths as sent: one operation of a description serves every kind of record. */
const sent = new Set<string>();

beforeAll(async () => {
  tour = await openPortal({ world });
  if (descriptionsAvailable) api = checkedApi(new Descriptions());
});
afterAll(async () => {
  console.log(`operations of ours checked against the official descriptions: ${exercised.size}`);
  await tour.portal.close();
});

function checkedApi(descriptions: Descriptions): HubSpotApi {
  return {
    request: async ({ method, path, query, body, schema }) => {
      const operation = descriptions.find(method, path);
      if (!operation) throw new Error(`${method} ${path} is not described`);
      const { status, headers, body: answer } = await tour.call(method, pathWithQuery(path, query), body);
      const problems = [
        ...descriptions.checkRequest(operation, body),
        ...descriptions.checkAnswer(operation, status, answer),
      ];
      if (problems.length > 0) throw new Error(`${operation.name}: ${problems.join('; ')}`);
      exercised.add(operation.name);
      sent.add(`${method} ${path}`);
      if (status < 400) return schema.parse(answer);
      throw errorFromAnswer({ status, headers, text: JSON.stringify(answer) }, operation.name, Date.now());
    },
  };
}

const whenAvailable = descriptionsAvailable ? test : test.skip;

whenAvailable('provisioning, with workflows and lists', async () => {
  const settings = { tasks: 'workflow' as const, managerOwnerId: world.owners[0]?.id ?? null };
  expect((await provisionPortal(api, { ...settings, check: true })).drift.length).toBeGreaterThan(20);
  const { created, lists } = await provisionPortal(api, { ...settings, check: false });
  expect(created.length).toBeGreaterThan(20);
  expect((await provisionPortal(api, { ...settings, check: false })).created).toEqual([]);
  expect(await listSizes(api, lists)).toHaveLength(8);
});

whenAvailable('an option that somebody removed is put back', async () => {
  const path = '/crm/properties/2026-09/companies/health_band';
  const { options } = (await tour.call('GET', path)).body as { options: object[] };
  await tour.call('PATCH', path, { options: options.slice(1) });
  const { updated } = await provisionPortal(api, { tasks: 'workflow', managerOwnerId: null, check: false });
  expect(updated.join()).toContain('health_band');
  expect([...sent]).toContain(`PATCH ${path}`);
});

whenAvailable('the portal that the token belongs to', async () => {
  expect(await portalIdOf(api, readConfig({}))).toBe(String(tour.portal.portalId));
});

whenAvailable('write-back with a company that is gone', async () => {
  const updates = [world.companies[0]?.id ?? '', '9'].map((companyId) => ({
    companyId,
    properties: { health_band: 'red', health_score: '12.5', health_scored_at: '2026-11-01T00:00:00.000Z' },
  }));
  const { companiesWritten, rejected } = await writeBack(api, updates);
  expect([companiesWritten, rejected.length]).toEqual([1, 1]);
});

whenAvailable('tasks, made once', async () => {
  const task: PlannedTask = {
    ...{ key: 'k', companyId: world.companies[0]?.id ?? '', subject: 'S', body: '<p>B</p>' },
    ...{ dueAt: '2026-11-03T00:00:00.000Z', priority: 'HIGH', ownerId: world.owners[0]?.id ?? null },
  };
  expect((await createTasks(api, [task])).created).toHaveLength(1);
  expect((await createTasks(api, [task])).existing).toHaveLength(1);
});

whenAvailable('a task that a workflow made is taken for ours, once', async () => {
  const [company] = world.companies.slice(1);
  const companyId = company?.id ?? '';
  const made = await tour.call('POST', '/crm/objects/2026-09/tasks', {
    properties: { hs_task_subject: 'Escalate: red', hs_timestamp: '2026-11-02T00:00:00.000Z' },
    associations: [
      { to: { id: companyId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 192 }] },
    ],
  });
  const { id: taskId } = made.body as { id: string };
  const expected = [{ key: 'w', companyId, subjectStarts: ['Escalar', 'Escalate'], since: '2026-10-31' }];
  expect(await adoptTasks(api, expected)).toEqual([{ key: 'w', taskId }]);
  expect([...sent]).toEqual(
    expect.arrayContaining([
      'POST /crm/associations/2026-09/companies/tasks/batch/read',
      'POST /crm/objects/2026-09/tasks/batch/read',
      'POST /crm/objects/2026-09/tasks/batch/update',
    ]),
  );
  expect(await adoptTasks(api, expected)).toEqual([{ key: 'w', taskId }]);
});

whenAvailable('every stream of the CRM source, first whole and then what changed', async () => {
  const source = createHubSpotCrmSource({ api, healthPropertyNames: HEALTH_PROPERTY_NAMES });
  for (const stream of source.streams) {
    const first = await pullAll(stream);
    expect([stream.name, first.quarantined]).toEqual([stream.name, []]);
    const second = await pullAll(stream, { cursor: first.cursor });
    expect([stream.name, second.quarantined]).toEqual([stream.name, []]);
  }
});
