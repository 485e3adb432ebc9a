import { createAmplitudeSource, type AmplitudeConfig } from '../../../src/sources/amplitude/index.ts';
import { type Page, type UsageUserDay } from '../../../src/model/source.ts';
import { Faults } from '../../batteries/faults.ts';
import { pullAll, streamOf, type PullOverrides } from '../../batteries/pull.ts';
import {
  addLine,
  CREDENTIALS,
  exportLine,
  startFakeAmplitude,
  type FakeAmplitude,
} from './fake-amplitude.ts';
import { reasonsOf } from '../../helpers/in-words.ts';

let fake: FakeAmplitude;

beforeEach(async () => {
  fake = await startFakeAmplitude(new Faults());
});
afterEach(() => fake.close());

function pull(overrides: PullOverrides = {}, config: Partial<AmplitudeConfig> = {}, cursor: unknown = null) {
  const source = createAmplitudeSource(
    { baseUrl: fake.baseUrl, ...CREDENTIALS, ...config },
    { sleep: async () => undefined },
  );
  return pullAll(streamOf(source, 'events'), cursor, overrides);
}

function rowsOf(pages: readonly Page<unknown>[]): UsageUserDay[] {
  return pages.flatMap((page) => page.usage?.rows ?? []);
}

describe('what is asked for', () => {
  test('hours from the first day to the last whole hour, nothing twice', async () => {
    await pull();
    // The second range is on its way before the first has told how many events a day has.
    expect(fake.requests).toEqual([
      '20261101T00-20261104T23',
      '20261105T00-20261108T23',
      '20261109T00-20261112T11',
    ]);
  });

  test('no data (404) is a page without rows that covers its days', async () => {
    const [page] = await pull();
    expect(page).toMatchObject({
      read: 0,
      usage: { rows: [], replaces: { from: '2026-11-01', to: '2026-11-04' } },
    });
  });

  test('coverage begins with the first day ever read and leaves out the day that still runs', async () => {
    const pages = await pull();
    expect(pages.map((page) => page.usage?.coverage)).toEqual([
      { from: '2026-11-01', to: '2026-11-04' },
      { from: '2026-11-01', to: '2026-11-08' },
      { from: '2026-11-01', to: '2026-11-11' },
    ]);
    const again = await pull({ now: new Date('2026-11-13T05:00:00Z') }, {}, pages.at(-1)?.cursor);
    expect(again.at(-1)?.usage?.coverage).toEqual({ from: '2026-11-01', to: '2026-11-12' });
  });

  test.each([
    ['2026-11-12T12:30:00Z', '20261112T00'],
    ['2026-11-12T02:30:00Z', '20261111T00'],
    ['2026-11-12T03:00:00Z', '20261112T00'],
  ])('a pull of %s is followed by one from %s, where data may still have been late', async (now, start) => {
    const pages = await pull({ now: new Date(now) });
    fake.requests.length = 0;
    await pull({ now: new Date('2026-11-12T20:00:00Z') }, {}, pages.at(-1)?.cursor);
    expect(fake.requests[0]?.slice(0, 11)).toBe(start);
  });

  test('nothing is asked before the first hour has passed', async () => {
    expect(await pull({ since: '2026-11-12', now: new Date('2026-11-12T00:30:00Z') })).toEqual([]);
    expect(fake.requests).toEqual([]);
  });
});

describe('ranges that are too large', () => {
  test.each([400, 504])('%d halves the days, then the hours of a day, and loses nothing', async (status) => {
    for (const hour of ['00', '07', '13', '23'])
      addLine(fake, exportLine(`e${hour}`, `2026-11-02T${hour}:10:00Z`));
    fake.maxHours = 6;
    fake.tooLargeStatus = status;
    const pages = await pull();
    expect(rowsOf(pages)).toMatchObject([{ day: '2026-11-02', events: 4 }]);
    const second = pages.find((page) => page.usage?.replaces.from === '2026-11-02');
    expect(second?.usage?.replaces.to).toBe('2026-11-02');
  });

  test('a single hour that is refused ends the pull with its reason', async () => {
    fake.maxHours = 0;
    await expect(pull()).rejects.toMatchObject({
      code: 'upstream-rejected',
      message: expect.stringContaining('2026-11-01T00:00:00.000Z') as string,
    });
  });
});

describe('late and repeated data', () => {
  test('an event delivered twice counts once, also without a uuid', async () => {
    const line = exportLine('twice', '2026-11-02T09:00:00Z');
    addLine(fake, line);
    addLine(fake, { ...line, server_upload_time: '2026-11-02 11:00:00.000000' });
    const bare = { ...exportLine('', '2026-11-03T09:00:00Z'), uuid: null, $insert_id: 'same' };
    addLine(fake, bare);
    addLine(fake, bare);
    expect(rowsOf(await pull()).map((row) => row.events)).toEqual([1, 1]);
  });

  test('reading a day again replaces its chunk, so late events are added and none is doubled', async () => {
    addLine(fake, exportLine('early', '2026-11-12T09:00:00Z'));
    const first = await pull();
    addLine(fake, exportLine('late', '2026-11-12T10:00:00Z'));
    const second = await pull({ now: new Date('2026-11-12T15:00:00Z') }, {}, first.at(-1)?.cursor);
    expect(second[0]?.usage?.replaces).toEqual({ from: '2026-11-12', to: '2026-11-12' });
    expect(rowsOf(second)).toMatchObject([{ chunk: '2026-11-12', events: 2 }]);
  });

  test('an event of days ago belongs to its day and to the chunk of its upload', async () => {
    addLine(
      fake,
      exportLine('offline', '2026-11-02T09:00:00Z', { server_upload_time: '2026-11-04 08:00:00.000000' }),
    );
    expect(rowsOf(await pull())).toMatchObject([{ day: '2026-11-02', chunk: '2026-11-04' }]);
  });
});

describe('damage', () => {
  test.each([
    ['cut off', (file: Buffer) => file.subarray(0, file.length - 12)],
    ['cut off in the middle', (file: Buffer) => file.subarray(0, file.length >> 1)],
    ['changed', (file: Buffer) => Buffer.concat([file.subarray(0, -6), Buffer.from('abcdef')])],
    ['no gzip at all', () => Buffer.from('{"uuid":"x"}')],
  ])('a gzip file that is %s ends as invalid without a page', async (_, damage) => {
    addLine(fake, exportLine('e1', '2026-11-02T09:00:00Z'));
    fake.damageGzip = damage;
    const pages: unknown[] = [];
    await expect(pull({ onPage: (page) => pages.push(page) })).rejects.toMatchObject({
      code: 'upstream-invalid',
    });
    expect(pages).toEqual([]);
  });

  test('broken and odd lines are set aside by name, the others count', async () => {
    const at = '2026-11-02T09:00:00Z';
    addLine(fake, exportLine('good', at));
    addLine(fake, exportLine('number', at, { event_type: 5 }));
    addLine(fake, exportLine('no-time', at, { event_time: 'yesterday' }));
    addLine(fake, exportLine('odd-groups', at, { groups: 'acct_1' }));
    addLine(fake, exportLine('nobody', at, { user_id: null, device_id: null }));
    addLine(fake, exportLine('odd-user', at, { user_id: { id: 1 }, device_id: null }));
    fake.lines.get('20261102T09')?.push('{"uuid":"half","event_ty', '[1,2]', '"text"', '', 'garbage');
    const pages = await pull();
    expect(rowsOf(pages)).toMatchObject([{ events: 1, userId: 'user-1' }]);
    expect(reasonsOf(pages).sort()).toEqual([
      '3 records: not a JSON object',
      'half: not a JSON object',
      'no-time: event_time is missing or not a time',
      'nobody: neither user_id nor device_id is text',
      'number: event_type is missing or not text',
      'odd-groups: groups is not an object',
      'odd-user: neither user_id nor device_id is text',
    ]);
  });

  test('hostile text in every field stays text', async () => {
    const nasty = `'; DROP TABLE event; -- "\\ \u001f é 漢`;
    addLine(
      fake,
      exportLine('x', '2026-11-02T09:00:00Z', {
        user_id: nasty,
        event_type: nasty,
        groups: { company: [nasty] },
        user_properties: { email: nasty },
      }),
    );
    expect(rowsOf(await pull())).toMatchObject([
      { userId: nasty, accountId: nasty, email: nasty, events: 1 },
    ]);
  });
});

describe('whose event it is', () => {
  test.each([
    ['a group', { groups: { company: ['acct_9', 'acct_2'] } }, 'acct_9'],
    ['a group that is no list', { groups: { company: 'acct_9' } }, 'acct_9'],
    ['a user property', { groups: {}, user_properties: { company_id: 'acct_u' } }, 'acct_u'],
    ['an event property', { groups: { company: [] }, event_properties: { company_id: 'acct_e' } }, 'acct_e'],
    ['the e-mail domain', { groups: {}, user_properties: { email: 'Bo@Acme.com' } }, 'domain:acme.com'],
  ])('the account by %s', async (_, overrides, account) => {
    addLine(fake, exportLine('e', '2026-11-02T09:00:00Z', overrides));
    expect(rowsOf(await pull())).toMatchObject([{ accountId: account }]);
  });

  test('another group type by configuration', async () => {
    addLine(fake, exportLine('e', '2026-11-02T09:00:00Z', { groups: { "org's id": ['o-1'] } }));
    expect(rowsOf(await pull({}, { groupType: "org's id" }))).toMatchObject([{ accountId: 'o-1' }]);
  });

  test('free-mail users without a group belong to nobody and are summed up', async () => {
    for (const user of ['a', 'b']) {
      const overrides = { groups: {}, user_properties: { email: `${user}@gmail.com` } };
      addLine(fake, exportLine(user, '2026-11-02T09:00:00Z', overrides));
    }
    const pages = await pull();
    expect(rowsOf(pages)).toEqual([]);
    expect(reasonsOf(pages)).toEqual([
      '2 records: no account: no group, no account property, no company e-mail address',
    ]);
  });

  test('a user without an id is the device, and a number is an id', async () => {
    addLine(fake, exportLine('a', '2026-11-02T09:00:00Z', { user_id: null }));
    addLine(fake, exportLine('b', '2026-11-03T09:00:00Z', { user_id: 42 }));
    expect(rowsOf(await pull()).map((row) => row.userId)).toEqual(['device-1', '42']);
  });

  test('times are UTC, whichever way they are written', async () => {
    const times = [
      '2026-11-02 23:30:00.5',
      '2026-11-02T23:30:00Z',
      '2026-11-02T18:30:00-05:00',
      '2026-11-03T01:30:00.000+02:00',
    ];
    for (const [index, event_time] of times.entries()) {
      addLine(fake, exportLine(`t${index}`, '2026-11-03T02:00:00Z', { event_time }));
    }
    expect(rowsOf(await pull())).toMatchObject([{ day: '2026-11-02', events: 4 }]);
  });
});

test('events become features, workflows and integrations; a sync alone is nobody at work', async () => {
  const at = '2026-11-02T09:00:00Z';
  const named = (uuid: string, event_type: string, overrides = {}) =>
    addLine(fake, exportLine(uuid, at, { event_type, ...overrides }));
  named('1', 'Report Viewed');
  named('2', 'Custom Report Built');
  named('3', 'Workflow Started');
  named('4', 'Workflow Completed');
  named('5', 'Logged In');
  named('6', 'session_start');
  named('7', 'Integration Synced', { user_id: 'robot', event_properties: { integration: 'slack' } });
  named('8', 'Integration Failed', { user_id: 'robot', event_properties: { integration: 'jira' } });
  expect(rowsOf(await pull())).toEqual([
    {
      chunk: '2026-11-02',
      day: '2026-11-02',
      accountId: 'acct_1',
      userId: 'robot',
      events: 0,
      workflowsStarted: 0,
      workflowsCompleted: 0,
      features: {},
      integrations: ['slack'],
      email: 'ana@acme.com',
    },
    {
      chunk: '2026-11-02',
      day: '2026-11-02',
      accountId: 'acct_1',
      userId: 'user-1',
      events: 5,
      workflowsStarted: 1,
      workflowsCompleted: 1,
      features: { 'Report Viewed': 'basic', 'Custom Report Built': 'advanced' },
      integrations: [],
      email: 'ana@acme.com',
    },
  ]);
});

test('a mapping of one’s own replaces what it states', async () => {
  addLine(fake, exportLine('1', '2026-11-02T09:00:00Z', { event_type: 'rpt_view' }));
  addLine(fake, exportLine('2', '2026-11-02T09:00:00Z', { event_type: 'rpt_build' }));
  const mapping = {
    features: [
      { event: 'rpt_build', feature: 'reports', depth: 'advanced' as const },
      { event: 'rpt_*', feature: 'reports', depth: 'basic' as const },
    ],
  };
  expect(rowsOf(await pull({}, { mapping }))).toMatchObject([{ features: { reports: 'advanced' } }]);
});

test.each([
  ['an unknown key', { mapping: { feature: [] } }],
  ['a path outside the properties', { mapping: { emailProperties: ['email'] } }],
  ['a group type with a quote', { groupType: 'a"b' }],
])('%s in the configuration is refused', (_, config) => {
  const make = () => createAmplitudeSource({ baseUrl: fake.baseUrl, ...CREDENTIALS, ...(config as object) });
  expect(make).toThrow(expect.objectContaining({ code: 'config-invalid' }) as Error);
});
