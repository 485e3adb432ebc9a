import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { type DatasetsInput, parseDatasets } from '../../../src/sources/datasets/dataset.ts';
import { createFilesSource } from '../../../src/sources/files/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { streamBattery } from '../../batteries/source-battery.ts';
import { storedState } from '../../batteries/stored-state.ts';
import { inWords } from '../../helpers/in-words.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const source = (mapping: DatasetsInput) => createFilesSource(parseDatasets(mapping, 'file'));
const at = (name: string) => path.join(folder, name);

streamBattery('files of records', {
  stream: 'tickets',
  badRecord: 'bad-1',
  async start() {
    const rows = Array.from(
      { length: 6000 },
      (_, index) => `t${index},acct_${index % 9},2026-10-01 09:00:00,,0.25`,
    );
    writeFileSync(
      at('battery.csv'),
      ['ticket,account,opened,closed,feeling', ...rows, 'bad-1,acct_1,2026-10-01,,sad'].join('\n'),
    );
    const columns = {
      id: 'ticket',
      accountId: 'account',
      openedAt: 'opened',
      closedAt: 'closed',
      sentiment: 'feeling',
    };
    return {
      source: source({ datasets: [{ name: 'tickets', kind: 'ticket', file: at('battery.csv'), columns }] }),
      close: async () => undefined,
    };
  },
});

const EVENT_COLUMNS = {
  event: 'name',
  at: 'time',
  userId: 'user',
  accountId: 'account',
  email: 'email',
  id: 'id',
  integration: 'integration',
};
const eventRows = (days: number) =>
  Array.from({ length: days }, (_, day) => {
    const date = `2026-10-${String(day + 1).padStart(2, '0')}`;
    return [
      {
        id: `${day}-1`,
        name: 'Report Viewed',
        time: `${date}T09:00:00Z`,
        user: 'u1',
        account: 'acct_1',
        email: 'ana@acme.com',
      },
      {
        id: `${day}-1`,
        name: 'Report Viewed',
        time: `${date}T09:00:00Z`,
        user: 'u1',
        account: 'acct_1',
        email: 'ana@acme.com',
      },
      {
        id: `${day}-2`,
        name: 'Integration Synced',
        time: `${date} 10:00:00`,
        user: 'u1',
        account: 'acct_1',
        integration: 'slack',
      },
      {
        id: `${day}-3`,
        name: 'Workflow Completed',
        time: `${date}T23:30:00-02:00`,
        user: 'u2',
        email: 'luis@example-corp.com',
      },
    ];
  }).flat();
const ndjson = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

streamBattery('files of events', {
  stream: 'events',
  badRecord: 'bad-1',
  async start() {
    writeFileSync(
      at('battery.ndjson.gz'),
      gzipSync(ndjson([...eventRows(20), { id: 'bad-1', name: 'A', time: '2026-10-01', account: 'a' }])),
    );
    return {
      source: source({
        datasets: [{ name: 'usage', kind: 'events', file: at('battery.ndjson.gz'), columns: EVENT_COLUMNS }],
      }),
      close: async () => undefined,
    };
  },
});

describe('events in files', () => {
  test('become user days: copies count once, times are UTC, integrations and domains are found', async () => {
    writeFileSync(at('events.ndjson'), ndjson(eventRows(1)));
    const stream = streamOf(
      source({
        datasets: [{ name: 'usage', kind: 'events', file: at('events.ndjson'), columns: EVENT_COLUMNS }],
      }),
      'events',
    );
    const [page] = await pullAll(stream);
    expect(page?.usage?.rows).toEqual([
      expect.objectContaining({
        accountId: 'acct_1',
        userId: 'u1',
        day: '2026-10-01',
        events: 1,
        features: { 'Report Viewed': 'basic' },
        integrations: ['slack'],
        email: 'ana@acme.com',
      }),
      expect.objectContaining({
        accountId: 'domain:example-corp.com',
        userId: 'u2',
        day: '2026-10-02',
        events: 1,
        workflowsCompleted: 1,
      }),
    ]);
    expect(page?.accounts?.map((each) => each.externalId)).toEqual(['acct_1', 'domain:example-corp.com']);
  });

  test('that do not fit are set aside with their number', async () => {
    const rows = [
      { name: 'A', time: 'yesterday', user: 'u1', account: 'a' },
      { name: 'A', time: '2026-10-01', account: 'a' },
      { time: '2026-10-01', user: 'u1', account: 'a' },
      { name: 'A', time: '2026-10-01', user: 'u1', email: 'x@gmail.com' },
      { name: 'A', time: '2026-10-01', user: 'u1', account: 'a' },
    ];
    writeFileSync(at('faulty.ndjson'), `${ndjson(rows)}\n{broken`);
    const { id: _id, integration: _integration, ...columns } = EVENT_COLUMNS;
    const pages = await pullAll(
      streamOf(
        source({ datasets: [{ name: 'usage', kind: 'events', file: at('faulty.ndjson'), columns }] }),
        'events',
      ),
    );
    expect(pages.flatMap((page) => page.usage?.rows ?? [])).toHaveLength(1);
    expect(
      pages
        .flatMap((page) => page.quarantined ?? [])
        .map(({ reason, records }) => `${records} ${reason.code}`)
        .sort(),
    ).toEqual(['1 event.account', '1 event.name', '1 event.user', '2 event.time']);
  });

  test('CSV, NDJSON and Parquet of the same events are the same', async () => {
    const rows = eventRows(3).map((row) => ({ email: '', account: '', integration: '', ...row }));
    const header = ['id', 'name', 'time', 'user', 'account', 'email', 'integration'] as const;
    writeFileSync(
      at('same.ndjson'),
      ndjson(rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '')))),
    );
    writeFileSync(
      at('same.csv'),
      [header.join(','), ...rows.map((row) => header.map((name) => row[name]).join(','))].join('\n'),
    );
    const database = await DuckDBInstance.create(':memory:');
    const connection = await database.connect();
    await connection.run(
      `COPY (SELECT * FROM read_json('${at('same.ndjson')}')) TO '${at('same.parquet')}' (FORMAT parquet)`,
    );
    connection.closeSync();
    database.closeSync();
    const states = [];
    for (const file of ['same.csv', 'same.ndjson', 'same.parquet']) {
      const pages = await pullAll(
        streamOf(
          source({ datasets: [{ name: 'usage', kind: 'events', file: at(file), columns: EVENT_COLUMNS }] }),
          'events',
        ),
      );
      states.push(storedState(pages));
    }
    expect(states[1]).toEqual(states[0]);
    expect(states[2]).toEqual(states[0]);
  });

  test('unchanged files are not read again; changed ones replace everything', async () => {
    writeFileSync(at('change.ndjson'), ndjson(eventRows(20)));
    const stream = streamOf(
      source({
        datasets: [{ name: 'usage', kind: 'events', file: at('change.ndjson'), columns: EVENT_COLUMNS }],
      }),
      'events',
    );
    const before = await pullAll(stream);
    expect(await pullAll(stream, before.at(-1)?.cursor)).toEqual([]);
    writeFileSync(at('change.ndjson'), ndjson(eventRows(5)));
    const after = await pullAll(stream, before.at(-1)?.cursor);
    expect(storedState([...before, ...after])).toMatchObject({
      usage: (storedState(after) as { usage: unknown }).usage,
    });
  });
});

describe('records in files', () => {
  test('invoices with dates, money and constants; deletions', async () => {
    writeFileSync(
      at('invoices.csv'),
      'no,customer,issued,due,paid,total,gone\nI-1,acct_1,2026-09-01,2026-10-01,2026-10-05,120.5,false\nI-2,acct_1,2026-10-01,2026-11-01,,99,true\n',
    );
    const columns = {
      id: 'no',
      accountId: 'customer',
      issuedAt: 'issued',
      dueAt: 'due',
      paidAt: 'paid',
      amount: 'total',
      currency: { value: 'EUR' },
      status: { value: 'open' },
    };
    const pages = await pullAll(
      streamOf(
        source({
          datasets: [
            { name: 'invoices', kind: 'invoice', file: at('invoices.csv'), columns, deleted: 'gone' },
          ],
        }),
        'invoices',
      ),
    );
    expect(pages[0]?.records).toEqual([
      expect.objectContaining({ id: 'I-1', paidAt: '2026-10-05', amount: 120.5, currency: 'EUR' }),
    ]);
    expect(pages[0]?.deleted).toEqual([{ kind: 'invoice', id: 'I-2' }]);
  });

  test('goals, value and budgets; what cannot be is set aside', async () => {
    writeFileSync(
      at('goals.csv'),
      'id,company,goal,read,done,start,due\ng1,31,Cut costs,2026-09-30,0.4,2026-01-01,2026-12-31\ng2,31,Cut costs,2026-10-31,-1,2026-01-01,2026-12-31\n',
    );
    writeFileSync(at('value.csv'), 'id,company,day,worth,paid\nv1,31,2026-10-01,120000,48000\n');
    writeFileSync(
      at('budgets.csv'),
      'id,company,day,change,own\nb1,31,2026-10-01,0.1,yes\nb2,31,2026-10-01,-0.2,\n',
    );
    const ids = { id: 'id', accountId: 'company' };
    const all = source({
      datasets: [
        {
          name: 'goals',
          kind: 'goal',
          file: at('goals.csv'),
          columns: {
            ...ids,
            name: 'goal',
            measuredAt: 'read',
            progress: 'done',
            startedAt: 'start',
            dueAt: 'due',
          },
        },
        {
          name: 'value',
          kind: 'roi',
          file: at('value.csv'),
          columns: { ...ids, at: 'day', value: 'worth', cost: 'paid' },
        },
        {
          name: 'budgets',
          kind: 'budget',
          file: at('budgets.csv'),
          columns: { ...ids, at: 'day', change: 'change', dedicated: 'own' },
        },
      ],
    });
    const [goals] = await pullAll(streamOf(all, 'goals'));
    expect(goals?.records).toEqual([
      expect.objectContaining({
        kind: 'goal',
        id: 'g1',
        name: 'Cut costs',
        progress: 0.4,
        measuredAt: '2026-09-30',
      }),
    ]);
    expect(inWords(goals?.quarantined ?? [])).toEqual([
      expect.objectContaining({ recordId: 'g2', reason: expect.stringContaining('progress') as string }),
    ]);
    const [value] = await pullAll(streamOf(all, 'value'));
    expect(value?.records).toEqual([expect.objectContaining({ kind: 'roi', value: 120_000, cost: 48_000 })]);
    const [budgets] = await pullAll(streamOf(all, 'budgets'));
    expect(budgets?.records).toEqual([
      expect.objectContaining({ kind: 'budget', id: 'b1', change: 0.1, dedicated: true }),
      expect.objectContaining({ kind: 'budget', id: 'b2', change: -0.2, dedicated: null }),
    ]);
  });

  test('accounts with several domains', async () => {
    writeFileSync(at('accounts.csv'), 'id,name,web,hs\n7,Acme,"acme.com; acme.de",31\n');
    const columns = { externalId: 'id', name: 'name', domain: 'web', companyId: 'hs' };
    const [page] = await pullAll(
      streamOf(
        source({ datasets: [{ name: 'crm', kind: 'accounts', file: at('accounts.csv'), columns }] }),
        'crm',
      ),
    );
    expect(page?.accounts).toEqual([
      { externalId: '7', name: 'Acme', domains: ['acme.com', 'acme.de'], emails: [], hubspotCompanyId: '31' },
    ]);
  });
});

describe('what is wrong is named', () => {
  const tickets = (over: object) => ({
    datasets: [
      {
        name: 'tickets',
        kind: 'ticket' as const,
        file: at('none-*.csv'),
        columns: { id: 'a', accountId: 'b' },
        ...over,
      },
    ],
  });

  test.each([
    ['no file', {}, 'config-invalid', 'no file fits'],
    [
      'a column that is not there',
      { file: 'PLACE/accounts.csv' },
      'input-invalid',
      'names the column "a" for id, and there is none. The files have: id, name.',
    ],
  ])('%s', async (_, over, code, message) => {
    writeFileSync(at('accounts.csv'), 'id,name\n7,Acme\n');
    const mapping = tickets('file' in over ? { file: over.file.replace('PLACE', folder) } : over);
    await expect(pullAll(streamOf(source(mapping), 'tickets'))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  test.each<[unknown, string]>([
    [{ datasets: [] }, 'datasets'],
    [{ datasets: [{ name: 'x', kind: 'ticket', columns: { id: 'a', accountId: 'b' } }] }, 'states no file'],
    [{ datasets: [{ name: 'x', kind: 'ticket', file: 'f', columns: { id: 'a' } }] }, 'accountId'],
    [{ datasets: [{ name: 'x', kind: 'nothing', file: 'f', columns: {} }] }, 'kind'],
    [
      { datasets: [{ name: 'x', kind: 'ticket', file: 'f', columns: { id: 'a"b', accountId: 'b' } }] },
      'column',
    ],
    ['text', 'datasets'],
  ])('the mapping %j', (mapping, message) => {
    expect(() => parseDatasets(mapping, 'file')).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });
});
