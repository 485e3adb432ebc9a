import { ensureBandLists, listSizes } from '../../../src/hubspot/lists/index.ts';
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

  test('one list per band, created once, counting the companies in the band', async () => {
    const ids = await createCompanies(sandbox, 7);
    const bands = ['red', 'orange', 'orange', 'green', 'green', 'green', 'unknown'];
    await writeBack(
      sandbox.api,
      ids.map((companyId, index) => ({ companyId, properties: { health_band: bands[index] ?? '' } })),
    );
    const lists = await ensureBandLists(sandbox.api);
    expect(lists.map(({ name, band, created }) => ({ name, band, created }))).toEqual([
      { name: 'Customer health: red', band: 'red', created: true },
      { name: 'Customer health: orange', band: 'orange', created: true },
      { name: 'Customer health: yellow', band: 'yellow', created: true },
      { name: 'Customer health: green', band: 'green', created: true },
    ]);
    const again = await ensureBandLists(sandbox.api);
    expect(again).toEqual(lists.map((each) => ({ ...each, created: false, edited: false })));
    expect((await listSizes(sandbox.api, lists)).map(({ size }) => size)).toEqual([1, 2, 0, 3]);
  });

  test('Spanish names are other lists', async () => {
    const [first] = await ensureBandLists(sandbox.api, 'es');
    expect(first).toMatchObject({ name: 'Salud del cliente: rojo', band: 'red', created: true });
  });

  test('filters that someone edited are reported and left alone', async () => {
    const [red] = await ensureBandLists(sandbox.api);
    const path = `/crm/lists/2026-09/${red?.listId}`;
    const before = (await sandbox.call('GET', `${path}?includeFilters=true`)).list;
    const filterBranch = JSON.parse(
      JSON.stringify(before?.filterBranch).replace('"red"', '"red","orange"'),
    ) as unknown;
    await sandbox.call('PUT', `${path}/update-list-filters`, { filterBranch });
    const [edited] = await ensureBandLists(sandbox.api);
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

test('a missing scope is passed on, not taken for a missing list', async () => {
  const stub = await startStub(() => ({ status: 403, body: { category: 'MISSING_SCOPES', message: 'no' } }));
  const { api } = createTestApi(stub.baseUrl);
  await expect(ensureBandLists(api)).rejects.toMatchObject({ code: 'forbidden' });
  expect(stub.seen).toHaveLength(1);
  await stub.close();
});
