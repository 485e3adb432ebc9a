import { ensureHealthLists, listSizes } from '../../../src/hubspot/lists/index.ts';
import { provision } from '../../../src/hubspot/provision/index.ts';
import { writeBack } from '../../../src/hubspot/write-back/index.ts';
import { startStub } from '../helpers/http-stub.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../helpers/sandbox.ts';
import { createTestApi } from '../helpers/stub-api.ts';

describe('in the sandbox portal', () => {
  let sandbox: SandboxedApi;

  beforeEach(async () => {
    sandbox = await startSandbox();
    await provision(sandbox.api);
  });
  afterEach(() => sandbox.portal.close());

  test('one list per band and alert level, created once, counting the companies', async () => {
    const ids = await createCompanies(sandbox, 7);
    const bands = ['red', 'orange', 'orange', 'green', 'green', 'green', 'unknown'];
    const alerts = ['critical', 'at_risk', 'critical', 'healthy', 'healthy', 'warning', 'unknown'];
    await writeBack(
      sandbox.api,
      ids.map((companyId, index) => ({
        companyId,
        properties: { health_band: bands[index] ?? '', health_alert_level: alerts[index] ?? '' },
      })),
    );
    const lists = await ensureHealthLists(sandbox.api);
    expect(lists.every(({ created, edited }) => created && !edited)).toBe(true);
    expect(lists.map(({ name, property, value }) => [name, property, value])).toEqual([
      ['Customer health: red', 'health_band', 'red'],
      ['Customer health: orange', 'health_band', 'orange'],
      ['Customer health: yellow', 'health_band', 'yellow'],
      ['Customer health: green', 'health_band', 'green'],
      ['Customer health alert: critical', 'health_alert_level', 'critical'],
      ['Customer health alert: at risk', 'health_alert_level', 'at_risk'],
      ['Customer health alert: warning', 'health_alert_level', 'warning'],
      ['Customer health alert: healthy', 'health_alert_level', 'healthy'],
    ]);
    const again = await ensureHealthLists(sandbox.api);
    expect(again).toEqual(lists.map((each) => ({ ...each, created: false, edited: false })));
    expect((await listSizes(sandbox.api, lists)).map(({ size }) => size)).toEqual([1, 2, 0, 3, 2, 1, 1, 2]);
  });

  test('Spanish names are other lists', async () => {
    const [first] = await ensureHealthLists(sandbox.api, 'es');
    expect(first).toMatchObject({ name: 'Salud del cliente: rojo', value: 'red', created: true });
  });

  test('filters that someone edited are reported and left alone', async () => {
    const [red] = await ensureHealthLists(sandbox.api);
    const path = `/crm/lists/2026-09/${red?.listId}`;
    const before = (await sandbox.call('GET', `${path}?includeFilters=true`)).list;
    const filterBranch = JSON.parse(
      JSON.stringify(before?.filterBranch).replace('"red"', '"red","orange"'),
    ) as unknown;
    await sandbox.call('PUT', `${path}/update-list-filters`, { filterBranch });
    const [edited] = await ensureHealthLists(sandbox.api);
    expect(edited).toMatchObject({ listId: red?.listId, created: false, edited: true });
    const after = (await sandbox.call('GET', `${path}?includeFilters=true`)).list;
    expect(JSON.stringify(after?.filterBranch)).toContain('"red","orange"');
  });
});

test('members are counted page by page where HubSpot states no size', async () => {
  const stub = await startStub(({ path, query }) => {
    if (path.endsWith('/search'))
      return { body: { lists: [{ listId: '9', additionalProperties: { hs_list_size: '' } }] } };
    const start = Number(query.get('after') ?? 0);
    const results = Array.from({ length: start === 500 ? 17 : 250 }, (_, index) => ({
      recordId: String(start + index),
    }));
    return {
      body: { results, ...(start === 500 ? {} : { paging: { next: { after: String(start + 250) } } }) },
    };
  });
  const { api } = createTestApi(stub.baseUrl);
  expect(await listSizes(api, [{ name: 'x', listId: '9' }])).toEqual([{ name: 'x', size: 517 }]);
  await stub.close();
});

test('a list created by an answer that got lost is found, not created twice', async () => {
  const names: string[] = [];
  const stub = await startStub(({ method, path, body }, index) => {
    if (method === 'POST') {
      const { name } = body as { name: string };
      if (names.includes(name)) return { status: 400, body: { subCategory: 'ILS.DUPLICATE_LIST_NAMES' } };
      names.push(name);
      return index === 1 ? { drop: 'before' } : { body: { list: { listId: String(names.length), name } } };
    }
    const name = decodeURIComponent(path.split('/').at(-1) ?? '');
    const at = names.indexOf(name);
    return at === -1
      ? { status: 404, body: {} }
      : { body: { list: { listId: String(at + 1), name, processingType: 'DYNAMIC' } } };
  });
  const { api } = createTestApi(stub.baseUrl);
  expect((await ensureHealthLists(api)).map(({ listId }) => listId)).toEqual([...'12345678']);
  expect(names).toHaveLength(8);
  await stub.close();
});

test('a missing scope is passed on, not taken for a missing list', async () => {
  const stub = await startStub(() => ({ status: 403, body: { category: 'MISSING_SCOPES', message: 'no' } }));
  const { api } = createTestApi(stub.baseUrl);
  await expect(ensureHealthLists(api)).rejects.toMatchObject({ code: 'forbidden' });
  expect(stub.seen).toHaveLength(1);
  await stub.close();
});
