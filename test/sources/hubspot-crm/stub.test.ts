import { type Source } from '../../../src/model/source.ts';
import { createHubSpotCrmSource, type HubSpotCrmConfig } from '../../../src/sources/hubspot-crm/index.ts';
import { type SeenRequest, startStub, type Stub, type StubAnswer } from '../../hubspot/helpers/http-stub.ts';
import { createTestApi } from '../../hubspot/helpers/stub-api.ts';
import { pullAll, streamOf } from './pull-all.ts';
import { inWords } from '../../helpers/in-words.ts';

let stub: Stub | undefined;

afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

async function sourceOn(
  answer: (request: SeenRequest, index: number) => StubAnswer,
  config: Partial<HubSpotCrmConfig> = {},
): Promise<Source> {
  stub = await startStub(answer);
  const { api } = createTestApi(stub.baseUrl);
  return createHubSpotCrmSource({ api, healthPropertyNames: ['health_score'], ...config });
}

const AT = '2026-10-01T00:00:00.000Z';
const record = (
  id: string,
  properties: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
) => ({
  id,
  properties,
  createdAt: AT,
  updatedAt: AT,
  archived: false,
  url: 'ignored',
  ...more,
});
const tiedTo = (...companies: { id: string; type: string }[]) => ({
  associations: { companies: { results: companies } },
});
const one = (result: unknown): StubAnswer => ({ body: { results: [result] } });

describe('records', () => {
  test.each([
    ['a record without a time of creation', 'companies', record('7', {}, { createdAt: null })],
    ['a time of creation that is none', 'companies', record('7', {}, { createdAt: 'yesterday' })],
    ['a time of change that is none', 'companies', record('7', {}, { updatedAt: '2026-13-01' })],
    [
      'milliseconds beyond all dates',
      'meetings',
      record(
        '7',
        { hs_meeting_start_time: '9'.repeat(20) },
        tiedTo({ id: '31', type: 'meeting_to_company' }),
      ),
    ],
  ])('%s is set aside with its id', async (_name, stream, raw) => {
    const pulled = await pullAll(streamOf(await sourceOn(() => one(raw)), stream));
    expect(inWords(pulled.quarantined)).toEqual([
      { stream, recordId: '7', reason: expect.stringContaining('expected') as string },
    ]);
  });

  test('a company with every field, hostile ones as they are', async () => {
    const name = '"; DROP TABLE company; --\u202e<img onerror=x>';
    const source = await sourceOn(
      () =>
        one(
          record('7', {
            name,
            domain: 'Acme.COM',
            hs_additional_domains: 'acme.io; ACME.org;;acme.com',
            hs_parent_company_id: '3',
            salesforceaccountid: ' 0015g00000AbCdEAAZ',
            tier: 'gold',
            customer_since: '2024-02-30',
            arr: '1e400',
            health_score: '71.5',
            foreign: 'x',
          }),
        ),
      { rules: { segment: 'tier' } },
    );
    const { companies } = await pullAll(streamOf(source, 'companies'));
    expect(companies).toEqual([
      {
        companyId: '7',
        name,
        domains: ['acme.com', 'acme.io', 'acme.org'],
        ownerId: null,
        parentCompanyId: '3',
        lifecycleStage: null,
        segment: 'gold',
        customerSince: null,
        arr: null,
        currency: null,
        salesforceAccountId: '0015g00000AbCdEAAZ',
        createdAt: AT,
        updatedAt: AT,
        archived: false,
        mergedIds: [],
        healthProperties: { health_score: '71.5' },
      },
    ]);
    expect(stub?.seen[0]?.query.getAll('properties')).toEqual(
      expect.arrayContaining(['tier', 'salesforceaccountid']),
    );
  });

  test.each([
    ['COMPLETED', null, 'interaction'],
    ['COMPLETED', 'f240bbac-87c9-4f6e-bf70-924b57d47db7', 'interaction'],
    ['COMPLETED', 'an outcome of the portal’s own', 'interaction'],
    ['COMPLETED', '9d9162e7-6cf3-4944-bf63-4dff82258764', 'outreach'],
    ['COMPLETED', '73a0d17f-1163-4015-bdd5-ec830791da20', 'outreach'],
    ['COMPLETED', 'B2CF5968-551e-4856-9783-52b3da59a7d0', 'outreach'],
    ['COMPLETED', 'a4c4c377-d246-4b32-a13b-75a56a4cd0ff', 'outreach'],
    [null, '17b47fee-58de-441e-a44c-c6300d46f273', 'outreach'],
    ['MISSED', null, 'outreach'],
    ['NO_ANSWER', null, 'outreach'],
  ])('a call of status %j and outcome %j is %s', async (status, outcome, kind) => {
    const properties = { hs_timestamp: AT, hs_call_status: status, hs_call_disposition: outcome };
    const call = record('7', properties, tiedTo({ id: '31', type: 'call_to_company' }));
    const { records } = await pullAll(streamOf(await sourceOn(() => one(call)), 'calls'));
    expect(records).toMatchObject([{ kind, id: '7', accountId: '31' }]);
    expect(stub?.seen[0]?.query.getAll('properties')).toContain('hs_call_disposition');
  });

  test('malformed records are set aside with their id, the others go on', async () => {
    const good = record('1', { email: 'ana@acme.com' }, tiedTo({ id: '7', type: 'contact_to_company' }));
    const source = await sourceOn(() => ({
      body: {
        results: [
          good,
          { id: '2' },
          'text',
          null,
          record('', {}),
          record('4', { left_company_at: 'last spring' }, tiedTo({ id: '7', type: 'contact_to_company' })),
          record('5', { email: 7 }),
          { ...good, id: '6', createdAt: 'never' },
          record('8'),
        ],
      },
    }));
    const pulled = await pullAll(streamOf(source, 'contacts'));
    expect(pulled.records.map(({ id }) => id)).toEqual(['1']);
    expect(pulled.quarantined.map(({ recordId }) => recordId)).toEqual(['2', null, null, '', '5', '6', '4']);
    expect(
      inWords(pulled.quarantined).every(({ stream, reason }) => stream === 'contacts' && reason.length > 0),
    ).toBe(true);
    // Record 8 is tied to nobody: neither a record nor a fault.
    expect(pulled.read - pulled.records.length - pulled.quarantined.length).toBe(1);
  });

  test('the primary company counts where there are several', async () => {
    const both = [
      { id: '8', type: 'contact_to_company_unlabeled' },
      { id: '9', type: 'contact_to_company' },
      { id: '9', type: 'contact_to_company_unlabeled' },
    ];
    const source = await sourceOn(() => one(record('1', {}, tiedTo(...both))));
    const { records } = await pullAll(streamOf(source, 'contacts'));
    expect(records[0]?.accountId).toBe('9');
  });

  test('associations that the list cut off are read whole', async () => {
    const contacts = { results: [{ id: '1', type: 'x' }], paging: { next: { after: '1' } } };
    const companies = { results: [{ id: '7', type: 'meeting_event_to_company' }] };
    const source = await sourceOn(({ path }) => {
      if (path.endsWith('/meetings/contacts/batch/read')) {
        const to = [1, 2, 3].map((toObjectId) => ({ toObjectId, associationTypes: [] }));
        return { body: { results: [{ from: { id: '5' }, to }] } };
      }
      return one(
        record(
          '5',
          { hs_timestamp: AT, hs_meeting_title: 'Q3 QBR' },
          { associations: { contacts, companies } },
        ),
      );
    });
    const { records } = await pullAll(streamOf(source, 'meetings'));
    expect(records).toEqual([
      expect.objectContaining({ accountId: '7', contactIds: ['1', '2', '3'], review: true, outcome: null }),
    ]);
  });

  test.each([
    ['QBR Q3', null, true],
    ['Revisión de negocio anual', null, true],
    ['Quarterly Business Review', null, true],
    ['Kick-off', 'Business review', true],
    ['Weekly', 'Check-in', false],
    ['', null, false],
  ])('meeting "%s" of type %s is a review: %s', async (title, type, review) => {
    const properties = {
      hs_timestamp: String(Date.parse(AT)),
      hs_meeting_title: title,
      hs_activity_type: type,
    };
    const source = await sourceOn(() => one(record('5', properties, tiedTo({ id: '7', type: 'x' }))));
    const { records } = await pullAll(streamOf(source, 'meetings'));
    expect(records).toEqual([expect.objectContaining({ at: AT, review })]);
  });

  test.each([
    [{ hs_is_closed: 'true', hs_is_closed_won: 'true', dealstage: '812' }, 'won'],
    [{ hs_is_closed: 'true', hs_is_closed_won: 'false', dealstage: '813' }, 'lost'],
    [{ hs_is_closed: 'false', hs_is_closed_won: 'false', dealstage: '811' }, 'open'],
    [{ dealstage: 'closedwon' }, 'won'],
    [{ dealstage: 'closedlost' }, 'lost'],
    [{}, 'open'],
  ])('a deal with %j is %s', async (properties, outcome) => {
    const withDate = { ...properties, closedate: AT, dealtype: 'something of their own' };
    const source = await sourceOn(() => one(record('5', withDate, tiedTo({ id: '7', type: 'x' }))));
    const { records } = await pullAll(streamOf(source, 'deals'));
    expect(records).toEqual([
      expect.objectContaining({ outcome, dealType: 'other', closedAt: outcome === 'open' ? null : AT }),
    ]);
  });

  test('owners: deactivated ones too, unreadable ones set aside', async () => {
    const source = await sourceOn(({ query }) => {
      if (query.get('archived') === 'true') return one({ id: '3', email: 'old@x.io', archived: true });
      if (query.get('after') === 'Mg==') return one({ id: 7, email: 'number' });
      const results = [{ id: '1', email: 'ana@x.io', firstName: 'Ana', lastName: 'Ruiz', archived: false }];
      return { body: { results, paging: { next: { after: 'Mg==', link: 'https://x' } } } };
    });
    const pulled = await pullAll(streamOf(source, 'owners'));
    expect(pulled.records).toEqual([
      { kind: 'owner', id: '1', accountId: '1', email: 'ana@x.io', name: 'Ana Ruiz', archived: false },
      { kind: 'owner', id: '3', accountId: '3', email: 'old@x.io', name: null, archived: true },
    ]);
    expect(pulled.quarantined).toHaveLength(1);
    const again = await pullAll(streamOf(source, 'owners'), { cursor: pulled.cursor });
    expect(again.records).toHaveLength(2);
  });
});

/** A portal of companies changed at given moments, answering as HubSpot's search does, 10,000 limit and all. */
function searching(changedAt: () => readonly number[]) {
  return ({ path, body }: SeenRequest): StubAnswer => {
    if (path.endsWith('/search')) {
      const {
        filterGroups,
        limit,
        after = '0',
      } = body as {
        filterGroups: { filters: { value: string }[] }[];
        limit: number;
        after?: string;
      };
      const from = Number(filterGroups[0]?.filters[0]?.value);
      const start = Number(after);
      if (start + limit > 10_000) return { status: 400, body: { message: 'beyond 10,000' } };
      const found = changedAt()
        .map((at, index) => ({ at, id: String(index) }))
        .filter(({ at }) => at >= from)
        .sort((a, b) => a.at - b.at);
      const results = found
        .slice(start, start + limit)
        .map(({ at, id }) => record(id, { hs_lastmodifieddate: new Date(at).toISOString() }));
      const more = start + limit < found.length ? { paging: { next: { after: String(start + limit) } } } : {};
      return { body: { total: found.length, results, ...more } };
    }
    if (path.endsWith('/batch/read')) {
      const { inputs } = body as { inputs: { id: string }[] };
      return { body: { results: inputs.map(({ id }) => record(id)) } };
    }
    return { body: { results: [] } };
  };
}

describe('changes', () => {
  const base = Date.parse('2026-10-01T00:00:00Z');
  const cursor = { phase: 'idle', readUpTo: base };
  const pullChanges = async (changedAt: () => readonly number[]) => {
    const source = await sourceOn(searching(changedAt));
    return pullAll(streamOf(source, 'companies'), { cursor, now: new Date(base + 86_400_000) });
  };
  const idsOf = (pulled: { companies: readonly { companyId: string }[] }) =>
    new Set(pulled.companies.map(({ companyId }) => companyId));

  test('step forward by time', async () => {
    const pulled = await pullChanges(() => Array.from({ length: 5000 }, (_, index) => base + index * 7));
    expect(idsOf(pulled).size).toBe(5000);
    expect(pulled.cursor).toEqual({ phase: 'idle', readUpTo: base + 86_400_000 });
  });

  test('use offsets among records of the same millisecond', async () => {
    const pulled = await pullChanges(() =>
      Array.from({ length: 1700 }, (_, index) => base + (index < 900 ? 5 : 6)),
    );
    expect(idsOf(pulled).size).toBe(1700);
  });

  test('lose no record that moves to the end meanwhile', async () => {
    const times = Array.from({ length: 1000 }, (_, index) => base + index);
    let asked = 0;
    const pulled = await pullChanges(() => {
      asked += 1;
      // After each page somebody changes ten records that were read already.
      for (let index = 0; asked > 1 && index < 10; index += 1)
        times[asked * 10 + index] = base + 50_000 + asked;
      return times;
    });
    expect(idsOf(pulled).size).toBe(1000);
  });

  test('go over to the list when there are more than search can reach', async () => {
    const pulled = await pullChanges(() => Array.from({ length: 10_001 }, () => base));
    expect(stub?.seen.at(-1)).toMatchObject({ method: 'GET', path: '/crm/objects/2026-09/companies' });
    expect(pulled.cursor).toMatchObject({ phase: 'idle' });
  });

  test('of our tasks go past the limit of search, whatever their number', async () => {
    const source = await sourceOn((request) => {
      if (request.path.endsWith('/tasks/companies/batch/read')) return { body: { results: [] } };
      return searching(() => Array.from({ length: 11_000 }, (_, index) => base + index))(request);
    });
    const pulled = await pullAll(streamOf(source, 'tasks'), { cursor, now: new Date(base) });
    expect(new Set(pulled.deleted).size).toBe(11_000);
  });

  test('begin a little before the last pass', async () => {
    const pulled = await pullChanges(() => [base - 60_000, base - 600_000]);
    expect(idsOf(pulled)).toEqual(new Set(['0']));
  });
});

describe('failures', () => {
  test.each([
    ['403', { status: 403, body: { category: 'MISSING_SCOPES' } }, 'forbidden'],
    ['cut-off JSON', { text: '{"results": [' }, 'upstream-invalid'],
    ['another shape', { body: { items: [] } }, 'upstream-invalid'],
    ['an expired token', { status: 401 }, 'unauthorized'],
  ] satisfies [string, StubAnswer, string][])(
    '%s ends the stream with a code',
    async (_name, answer, code) => {
      const source = await sourceOn(() => answer);
      await expect(pullAll(streamOf(source, 'companies'))).rejects.toMatchObject({ code });
    },
  );

  test('a failing page keeps the cursor of the page before', async () => {
    const source = await sourceOn(({ query }) =>
      query.get('after') === null
        ? { body: { results: [record('1')], paging: { next: { after: '1' } } } }
        : { status: 500 },
    );
    const first = await pullAll(streamOf(source, 'companies'), { maxPages: 1, now: new Date(AT) });
    expect(first.cursor).toEqual({ phase: 'walk', startedAt: Date.parse(AT), after: '1', read: 1 });
    await expect(pullAll(streamOf(source, 'companies'), { cursor: first.cursor })).rejects.toMatchObject({
      code: 'upstream-unavailable',
    });
  });

  test('an aborted pull asks for nothing more', async () => {
    const source = await sourceOn(() => one(record('1')));
    const context = { now: new Date(), since: '2025-01-01', signal: AbortSignal.abort(), tempDir: '' };
    const read = async () => {
      for await (const page of streamOf(source, 'companies').pull(context, null))
        expect(page).toBeUndefined();
    };
    await expect(read()).rejects.toThrow();
    expect(stub?.seen).toEqual([]);
  });

  test.each([{}, { phase: 'walk' }, 'text', 7, { phase: 'changes', from: 'x' }])(
    'a cursor %j does not fit',
    async (cursor) => {
      const source = await sourceOn(() => one(record('1')));
      expect(streamOf(source, 'companies').cursor.safeParse(cursor).success).toBe(false);
    },
  );
});
