import { AppError } from '../../src/errors.ts';
import { writeBack } from '../../src/hubspot/write-back/index.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';
import { provisionPortal } from '../../src/pipeline/provision.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../hubspot/helpers/sandbox.ts';

const NOW = new Date('2026-11-01T10:00:00Z');
const HOUR_MS = 3_600_000;

interface Task {
  readonly properties: Readonly<Record<string, string | null>>;
  readonly associations?: { readonly companies: { readonly results: readonly { readonly id: string }[] } };
}

let sandbox: SandboxedApi;
let companyId: string;

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => NOW });
  [companyId = ''] = await createCompanies(sandbox, 1);
  const properties = { name: 'Acme', hubspot_owner_id: '501' };
  await sandbox.call('PATCH', `/crm/objects/2026-09/companies/${companyId}`, { properties });
});
afterEach(() => sandbox.portal.close());

/** Publishes a band as our own step does: all properties of the change in one write. */
async function publish(from: string, to: string, changedAt = '2026-11-01T00:00:00.000Z'): Promise<void> {
  const properties = {
    health_band: to,
    health_previous_band: from,
    health_band_changed_at: changedAt,
    health_top_risks: 'Seats in use: 40 %',
  };
  await writeBack(sandbox.api, [{ companyId, properties }]);
}

async function tasks(): Promise<readonly Task[]> {
  const names = 'hs_task_subject,hs_task_body,hs_timestamp,hs_task_priority,hubspot_owner_id';
  const query = `properties=${names}&associations=companies`;
  return (await sandbox.call('GET', `/crm/objects/2026-09/tasks?${query}`)).results as unknown as Task[];
}

async function listsOf(): Promise<string[]> {
  const { results } = await sandbox.call('GET', `/crm/lists/2026-09/records/0-2/${companyId}/memberships`);
  const ids = (results as unknown as { listId: string }[]).map(({ listId }) => listId);
  const { lists } = await sandbox.call('GET', `/crm/lists/2026-09?listIds=${ids.join(',') || '0'}`);
  return (lists as unknown as { name: string }[]).map(({ name }) => name);
}

describe('tasks by workflow', () => {
  beforeEach(async () => {
    const report = await provisionPortal(sandbox.api, {
      check: false,
      tasks: 'workflow',
      managerOwnerId: '502',
    });
    expect(report.created.filter((name) => name.startsWith('workflow'))).toEqual([
      'workflow Customer health falls to red',
      'workflow Customer health falls to orange',
      'workflow Customer health falls to yellow',
    ]);
    expect(report.drift).toEqual([]);
  });

  test('a band change enrols the company, creates exactly one task and moves it between the lists', async () => {
    await publish('unknown', 'green');
    expect(await tasks()).toEqual([]);
    expect(await listsOf()).toEqual(['Customer health: green']);
    await publish('green', 'orange');
    await publish('green', 'orange');
    expect(await tasks()).toEqual([
      expect.objectContaining({
        properties: expect.objectContaining({
          hs_task_subject: 'Intervene Acme: orange (was green)',
          hs_task_body: expect.stringContaining('Seats in use: 40 %') as unknown,
          hs_timestamp: new Date(NOW.getTime() + 48 * HOUR_MS).toISOString(),
          hs_task_priority: 'HIGH',
          hubspot_owner_id: '501',
        }) as unknown,
        associations: { companies: { results: [{ id: companyId, type: 'task_to_company' }] } },
      }),
    ]);
    expect(await listsOf()).toEqual(['Customer health: orange']);
  });

  test('red is for the manager, and now', async () => {
    await publish('orange', 'red');
    expect(
      (await tasks()).map(({ properties }) => [properties.hubspot_owner_id, properties.hs_timestamp]),
    ).toEqual([['502', NOW.toISOString()]]);
  });

  test('a rise, and a fall long ago, are nobody’s task', async () => {
    await publish('red', 'orange');
    await publish('green', 'yellow', '2026-05-01T00:00:00.000Z');
    expect(await tasks()).toEqual([]);
  });

  test('each fall counts, also the second one into the same band', async () => {
    await publish('green', 'yellow');
    await publish('yellow', 'green');
    await publish('green', 'yellow');
    expect(await tasks()).toHaveLength(2);
  });

  test.each(['en', 'es'] as const)(
    'going back to tasks by the app (%s) warns of the second task',
    async (locale) => {
      const { drift } = await provisionPortal(sandbox.api, { check: true, tasks: 'app', locale });
      const ofWorkflows = drift.filter(({ name }) => name.startsWith('workflow'));
      expect(ofWorkflows).toHaveLength(3);
      expect(ofWorkflows[0]).toMatchObject({
        remedy: { en: 'Switch it off in HubSpot, or set PULSO_TASKS=workflow.' },
      });
    },
  );

  const asSetUp = { check: false, tasks: 'workflow', managerOwnerId: '502' } as const;
  const flows = async () =>
    (await sandbox.call('GET', '/automation/v4/flows')).results as unknown as { id: string }[];

  test('another language makes no second set, and what there is stays as it was created', async () => {
    const { created, drift } = await provisionPortal(sandbox.api, { ...asSetUp, locale: 'es' });
    expect(created.filter((name) => name.startsWith('workflow'))).toEqual([]);
    expect(drift).toEqual([]);
    const missing = await provisionPortal(sandbox.api, { ...asSetUp, locale: 'es', check: true });
    expect(missing.drift.filter(({ name }) => name.startsWith('workflow'))).toEqual([]);
    expect(await flows()).toHaveLength(3);
  });

  test('settings that were changed since are named beside an edit by hand', async () => {
    const other = await provisionPortal(sandbox.api, { ...asSetUp, managerOwnerId: '503' });
    expect(other.drift.map(({ name, problem }) => [name, problem.en])).toEqual([
      [
        'workflow Customer health falls to red',
        'differs from the settings: it was changed by hand, or they were changed since',
      ],
    ]);
  });

  test('steps that the portal added or left out come with the workflow that is created anew', async () => {
    const added = {
      id: 'own-1',
      title: { en: 'Ring <Ana>', es: 'Llama a <Ana>' },
      detail: 'Ask how it went.',
      owner: 'company-owner' as const,
      withinDays: 2,
    };
    const playbooks = { stabilise: { removed: [], added: [added] } };
    const { drift } = await provisionPortal(sandbox.api, { ...asSetUp, playbooks });
    expect(drift.map(({ name }) => name)).toEqual(['workflow Customer health falls to yellow']);
    for (const { id } of await flows()) await sandbox.call('DELETE', `/automation/v4/flows/${id}`);
    expect((await provisionPortal(sandbox.api, { ...asSetUp, playbooks })).drift).toEqual([]);
    await publish('green', 'yellow');
    expect((await tasks()).map(({ properties }) => properties.hs_task_body)).toEqual([
      expect.stringContaining('<strong>Ring &lt;Ana&gt;</strong>: Ask how it went.'),
    ]);
  });
});

test('check says which lists and workflows are missing and creates none', async () => {
  const { created, drift } = await provisionPortal(sandbox.api, {
    check: true,
    tasks: 'workflow',
    locale: 'es',
  });
  expect(created).toEqual([]);
  expect(drift.filter(({ name }) => name.startsWith('list'))).toHaveLength(8);
  expect(drift.filter(({ name }) => name.startsWith('workflow')).map(({ name }) => name)).toContain(
    'workflow La salud del cliente baja a rojo',
  );
  expect((await sandbox.call('GET', '/automation/v4/flows')).results).toEqual([]);
});

test('only tasks by workflow need the scope for workflows', async () => {
  const without: HubSpotApi = {
    request: (wanted) =>
      wanted.path.startsWith('/automation')
        ? Promise.reject(new AppError('forbidden', 'missing scopes: automation'))
        : sandbox.api.request(wanted),
  };
  await expect(provisionPortal(without, { check: false, tasks: 'workflow' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect((await provisionPortal(without, { check: false, tasks: 'app' })).drift).toEqual([]);
});
