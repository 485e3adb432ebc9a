import { createHubSpotCrmSource } from '../../../src/sources/hubspot-crm/index.ts';
import { streamBattery } from '../../batteries/source-battery.ts';
import { type SeenRequest, startStub, type StubAnswer } from '../../hubspot/helpers/http-stub.ts';
import { createTestApi } from '../../hubspot/helpers/stub-api.ts';

const PAGE = 2;
const deal = (id: string, createdAt: unknown = '2026-10-01T00:00:00.000Z') => ({
  id,
  properties: { dealname: `Deal ${id}`, amount: '100' },
  createdAt,
  updatedAt: '2026-10-01T00:00:00.000Z',
  archived: false,
  associations: { companies: { results: [{ id: '31', type: 'deal_to_company' }] } },
});
const DEALS = [deal('1'), deal('2'), deal('bad-1', 5), deal('3'), deal('4')];

/** The list in pages; nothing deleted, nothing changed since. */
function answer({ path, query }: SeenRequest): StubAnswer {
  if (path.endsWith('/search') || query.get('archived') === 'true')
    return { body: { total: 0, results: [] } };
  const from = Number(query.get('after') ?? 0);
  const next = from + PAGE;
  const paging = next < DEALS.length ? { paging: { next: { after: String(next) } } } : {};
  return { body: { results: DEALS.slice(from, next), ...paging } };
}

streamBattery('HubSpot', {
  stream: 'deals',
  badRecord: 'bad-1',
  async start() {
    const stub = await startStub(answer);
    const { api } = createTestApi(stub.baseUrl);
    return { source: createHubSpotCrmSource({ api, healthPropertyNames: [] }), close: () => stub.close() };
  },
});
