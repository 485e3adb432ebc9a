import { type Answer, openPortal, type TestPortal } from './helpers/portal.ts';
import { tinyWorld } from './helpers/world.ts';

const PATH = '/crm/objects/2026-09/companies';

interface Found {
  readonly total: number;
  readonly results: { id: string; properties: Record<string, string | null> }[];
  readonly paging?: { next: { after: string } };
}

describe('search', () => {
  let tour: TestPortal;
  beforeAll(async () => {
    tour = await openPortal({ world: tinyWorld() });
    const inputs = [
      { name: 'Blue Whale Ltd', domain: 'whale.example', arr: '100', customer_segment: 'smb' },
      { name: 'bluebird', arr: '250.5', customer_segment: 'enterprise', customer_since: '2026-02-03' },
      { name: 'Redwood', arr: '-3', city: 'Porto' },
    ].map((properties) => ({ properties }));
    await tour.call('POST', `${PATH}/batch/create`, { inputs });
  });
  afterAll(() => tour.portal.close());

  const search = (body: unknown): Promise<Answer> => tour.call('POST', `${PATH}/search`, body);

  async function names(...filters: unknown[]): Promise<(string | null | undefined)[]> {
    const answer = await search({ filterGroups: [{ filters }], properties: ['name'] });
    expect(answer.status).toBe(200);
    return (answer.body as Found).results.map(({ properties }) => properties.name);
  }

  const on = (propertyName: string, operator: string, more: object = {}) => ({
    propertyName,
    operator,
    ...more,
  });

  test.each([
    ['EQ ignores case', on('name', 'EQ', { value: 'BLUEBIRD' }), ['bluebird']],
    ['EQ of an enumeration does not', on('customer_segment', 'EQ', { value: 'SMB' }), []],
    ['GT', on('arr', 'GT', { value: '100' }), ['Company 1', 'Company 2', 'Company 3', 'bluebird']],
    [
      'GTE and numbers as numbers',
      on('arr', 'GTE', { value: 250.5 }),
      ['Company 1', 'Company 2', 'Company 3', 'bluebird'],
    ],
    ['LT', on('arr', 'LT', { value: '0' }), ['Redwood']],
    ['LTE', on('arr', 'LTE', { value: '100' }), ['Blue Whale Ltd', 'Redwood']],
    ['BETWEEN', on('arr', 'BETWEEN', { value: '0', highValue: '251' }), ['Blue Whale Ltd', 'bluebird']],
    ['IN', on('customer_segment', 'IN', { values: ['smb', 'enterprise'] }), ['Blue Whale Ltd', 'bluebird']],
    [
      'NOT_IN holds for the unset',
      on('customer_segment', 'NOT_IN', { values: ['mid', 'smb'] }),
      ['bluebird', 'Redwood'],
    ],
    [
      'NEQ holds for the unset',
      on('customer_segment', 'NEQ', { value: 'mid' }),
      ['Blue Whale Ltd', 'bluebird', 'Redwood'],
    ],
    ['HAS_PROPERTY', on('city', 'HAS_PROPERTY'), ['Redwood']],
    ['NOT_HAS_PROPERTY', on('arr', 'NOT_HAS_PROPERTY'), []],
    ['CONTAINS_TOKEN sees words', on('name', 'CONTAINS_TOKEN', { value: 'blue' }), ['Blue Whale Ltd']],
    [
      'CONTAINS_TOKEN with a star',
      on('name', 'CONTAINS_TOKEN', { value: 'blue*' }),
      ['Blue Whale Ltd', 'bluebird'],
    ],
    ['a date as day', on('customer_since', 'GTE', { value: '2026-02-03' }), ['bluebird']],
    [
      'a date as milliseconds',
      on('customer_since', 'LT', { value: String(Date.UTC(2025, 2, 2)) }),
      ['Company 1', 'Company 2', 'Company 3'],
    ],
    ['a tie to a record', on('associations.contact', 'EQ', { value: '52000001000' }), ['Company 1']],
    [
      'a tie to any record',
      on('associations.contacts', 'NOT_HAS_PROPERTY'),
      ['Blue Whale Ltd', 'bluebird', 'Redwood'],
    ],
  ])('%s', async (_, filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  test('groups are alternatives, filters of a group all hold', async () => {
    const answer = await search({
      filterGroups: [
        { filters: [on('name', 'EQ', { value: 'Redwood' })] },
        { filters: [on('arr', 'GT', { value: '0' }), on('customer_segment', 'EQ', { value: 'smb' })] },
      ],
      properties: ['name'],
    });
    const found = answer.body as Found;
    expect(found.results.map(({ properties }) => properties.name)).toEqual(['Blue Whale Ltd', 'Redwood']);
  });

  test('sorts, pages and queries', async () => {
    const sorts = [{ propertyName: 'arr', direction: 'DESCENDING' }];
    const first = (await search({ sorts, limit: 4, properties: ['arr'] })).body as Found;
    expect(first.total).toBe(6);
    expect(first.results.map(({ properties }) => properties.arr)).toEqual(['6000', '6000', '6000', '250.5']);
    const rest = (await search({ sorts: ['-arr'], limit: 4, after: first.paging?.next.after })).body as Found;
    expect(rest.results).toHaveLength(2);
    expect(rest.paging).toBeUndefined();
    const byText = (await search({ query: 'whale' })).body as Found;
    expect(byText.results.map(({ properties }) => properties.name)).toEqual(['Blue Whale Ltd']);
  });

  test('incremental reads by modification date work on the seeded past', async () => {
    const since = String(Date.UTC(2026, 6, 1));
    const changed = await names(on('hs_lastmodifieddate', 'GTE', { value: since }));
    // Only the lost customer changed after the first of July 2026, and what the test created.
    expect(changed).toEqual(['Company 2', 'Blue Whale Ltd', 'bluebird', 'Redwood']);
  });

  const many = (count: number) => Array.from({ length: count }, () => on('name', 'HAS_PROPERTY'));

  test.each([
    ['a page of more than 200', { limit: 201 }],
    ['results beyond 10,000', { limit: 100, after: '9901' }],
    ['more than five groups', { filterGroups: Array.from({ length: 6 }, () => ({ filters: many(1) })) }],
    ['more than six filters in a group', { filterGroups: [{ filters: many(7) }] }],
    ['more than 18 filters', { filterGroups: Array.from({ length: 4 }, () => ({ filters: many(5) })) }],
    ['a query of more than 3,000 characters', { query: 'x'.repeat(3_001) }],
    ['an unknown property', { filterGroups: [{ filters: [on('nope', 'EQ', { value: '1' })] }] }],
    ['an unknown operator', { filterGroups: [{ filters: [on('name', 'LIKE', { value: '1' })] }] }],
    [
      'a text where a number is needed',
      { filterGroups: [{ filters: [on('arr', 'GT', { value: 'many' })] }] },
    ],
    ['a filter without value', { filterGroups: [{ filters: [on('arr', 'GT')] }] }],
    ['an offset that is none', { after: 'abc' }],
    ['two sorts', { sorts: ['name', 'arr'] }],
  ])('refuses %s', async (_, body) => {
    const answer = await search(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR' });
  });

  test('the last page before 10,000 is allowed', async () => {
    expect((await search({ limit: 100, after: '9900' })).status).toBe(200);
  });
});

describe('the search index lags behind', () => {
  test('writes show up after a while, archived records disappear as late', async () => {
    let now = Date.UTC(2026, 10, 1);
    const tour = await openPortal({ world: tinyWorld(), indexLagMs: 2_000, now: () => new Date(now) });
    const total = async (value: string) => {
      const filters = [{ propertyName: 'name', operator: 'EQ', value }];
      return ((await tour.call('POST', `${PATH}/search`, { filterGroups: [{ filters }] })).body as Found)
        .total;
    };
    now += 5_000;
    const made = await tour.call('POST', PATH, { properties: { name: 'Fresh' } });
    const { id } = made.body as { id: string };
    expect(await total('Fresh')).toBe(0);
    expect((await tour.call('GET', `${PATH}/${id}`)).status).toBe(200);
    now += 2_000;
    expect(await total('Fresh')).toBe(1);
    await tour.call('PATCH', `${PATH}/${id}`, { properties: { name: 'Renamed' } });
    expect([await total('Fresh'), await total('Renamed')]).toEqual([1, 0]);
    await tour.call('DELETE', `${PATH}/${id}`);
    now += 1_999;
    expect([await total('Fresh'), await total('Renamed')]).toEqual([1, 0]);
    now += 1;
    expect([await total('Fresh'), await total('Renamed')]).toEqual([0, 0]);
    await tour.portal.close();
  });
});
