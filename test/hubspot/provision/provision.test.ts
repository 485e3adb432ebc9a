import { HEALTH_PROPERTY_NAMES } from '../../../src/hubspot/properties/index.ts';
import { provision, RUN_PROVISION } from '../../../src/hubspot/provision/index.ts';
import { type SandboxedApi, startSandbox } from '../helpers/sandbox.ts';

let sandbox: SandboxedApi;

beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.portal.close());

const BAND = '/crm/properties/2026-09/companies/health_band';
const SCORE = '/crm/properties/2026-09/companies/health_score';

test('creates group and properties once', async () => {
  const first = await provision(sandbox.api);
  expect(first.created).toEqual([
    ...HEALTH_PROPERTY_NAMES.map((name) => `companies.${name}`),
    'tasks.pulso_task_key',
  ]);
  expect(first.groupsCreated).toEqual(['companies', 'tasks']);
  expect(first.drift).toEqual([]);
  const nothing = { created: [], updated: [], groupsCreated: [], drift: [] };
  expect(await provision(sandbox.api)).toEqual(nothing);
  expect(await provision(sandbox.api, { check: true })).toEqual(nothing);
  const stored = await sandbox.call('GET', BAND);
  expect(stored).toMatchObject({ groupName: 'customer_health', type: 'enumeration', fieldType: 'select' });
  expect(await sandbox.call('GET', '/crm/properties/2026-09/tasks/pulso_task_key')).toMatchObject({
    hasUniqueValue: true,
  });
});

test('check changes nothing and says what is missing', async () => {
  const { drift, created } = await provision(sandbox.api, { check: true });
  expect(created).toEqual([]);
  expect(drift).toHaveLength(HEALTH_PROPERTY_NAMES.length + 3);
  expect(drift[0]).toEqual({
    kind: 'group',
    name: 'companies.customer_health',
    problem: { en: 'is missing', es: 'falta' },
    remedy: RUN_PROVISION,
  });
  await expect(sandbox.call('GET', SCORE)).rejects.toMatchObject({ code: 'not-found' });
});

test('an archived property is for a person to restore', async () => {
  await provision(sandbox.api);
  await sandbox.call('DELETE', '/crm/properties/2026-09/companies/health_model');
  const { created, drift } = await provision(sandbox.api);
  expect(created).toEqual([]);
  expect(drift).toEqual([
    expect.objectContaining({
      name: 'companies.health_model',
      problem: { en: 'is archived', es: 'está archivada' },
    }),
  ]);
});

test('missing options are added, foreign ones are kept', async () => {
  await provision(sandbox.api);
  const options = [
    { value: 'red', label: 'Rood', displayOrder: 0, hidden: false },
    { value: 'purple', label: 'Purple', displayOrder: 1, hidden: false },
  ];
  await sandbox.call('PATCH', BAND, { options });
  const checked = await provision(sandbox.api, { check: true });
  expect(checked.drift).toEqual([
    expect.objectContaining({
      kind: 'option',
      name: 'companies.health_band',
      problem: {
        en: 'lacks the options orange, yellow, green, unknown',
        es: 'le faltan las opciones orange, yellow, green, unknown',
      },
    }),
  ]);
  expect((await provision(sandbox.api)).updated).toEqual(['companies.health_band']);
  const stored = (await sandbox.call('GET', BAND)).options as unknown as { value: string; label: string }[];
  expect(stored.map(({ value }) => value)).toEqual(['red', 'purple', 'orange', 'yellow', 'green', 'unknown']);
  expect(stored[0]?.label).toBe('Rood');
  expect((await provision(sandbox.api, { check: true })).drift).toEqual([]);
});

test('a property of another type is reported with a remedy and left alone', async () => {
  const groups = '/crm/properties/2026-09/companies/groups';
  await sandbox.call('POST', groups, { name: 'customer_health', label: 'Customer health', displayOrder: 1 });
  await sandbox.call('POST', '/crm/properties/2026-09/companies', {
    groupName: 'customer_health',
    name: 'health_band',
    label: 'Our own band',
    type: 'string',
    fieldType: 'text',
  });
  const { drift, created } = await provision(sandbox.api);
  expect(created).not.toContain('companies.health_band');
  expect(drift.map(({ name, problem }) => `${name} ${problem.en}`)).toEqual([
    'companies.health_band is string/text instead of enumeration/select',
    'companies.health_band was renamed to "Our own band"',
  ]);
  expect(drift.every(({ remedy }) => remedy.en !== remedy.es)).toBe(true);
});

test('a renamed label is a person’s choice', async () => {
  await provision(sandbox.api);
  await sandbox.call('PATCH', SCORE, { label: 'Gezondheid' });
  const { updated, drift } = await provision(sandbox.api);
  expect(updated).toEqual([]);
  expect(drift).toEqual([
    expect.objectContaining({
      problem: { en: 'was renamed to "Gezondheid"', es: 'ahora se llama «Gezondheid»' },
    }),
  ]);
  expect((await sandbox.call('GET', SCORE)).label).toBe('Gezondheid');
});
