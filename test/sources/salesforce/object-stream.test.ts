import { type Page } from '../../../src/model/source.ts';
import { createSalesforceSource } from '../../../src/sources/salesforce/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { inWords } from '../../helpers/in-words.ts';

const URL = 'http://salesforce.invalid';
const row = (Id: unknown, SystemModstamp: unknown = '2026-11-10T00:00:00.000+0000') => ({
  Id,
  Name: 'Acme',
  IsDeleted: false,
  SystemModstamp,
});
const id = (place: number) => `00100000000000${place}AAA`;

async function pull(records: readonly unknown[], stream = 'accounts'): Promise<Page<unknown>[]> {
  const answerTo = (path: string): unknown =>
    path.endsWith('/oauth2/token')
      ? { access_token: 't', instance_url: URL }
      : { totalSize: records.length, done: true, records };
  const source = createSalesforceSource(
    { baseUrl: URL, clientId: 'c', clientSecret: 's' },
    { fetch: async (input) => Response.json(answerTo(input instanceof Request ? input.url : String(input))) },
  );
  return pullAll(streamOf(source, stream));
}
const placeOf = (pages: readonly Page<unknown>[]) => pages.at(-1)?.cursor as Record<string, unknown>;

describe('a damaged row of Salesforce', () => {
  test.each([
    ['no id', row(null), null],
    ['an id of another shape', row('x'), 'x'],
    ['no object', 'x', null],
    ['a list', [1], null],
    ['null', null, null],
  ])('%s: it is set aside and the others count', async (_name, damaged, recordId) => {
    const pages = await pull([row(id(1)), damaged, row(id(2))]);
    expect(pages.flatMap((page) => page.accounts ?? []).map((each) => each.externalId)).toEqual([
      id(1),
      id(2),
    ]);
    expect(inWords(pages.flatMap((page) => page.quarantined ?? []))).toEqual([
      { stream: 'accounts', recordId, reason: expect.stringMatching(/./) as string },
    ]);
  });

  test.each([
    ['without an id', row(null)],
    ['without a time', row(id(2), 'never')],
    [
      'dated far in the future, which would hide all that is still to come',
      row(id(2), '9999-01-01T00:00:00Z'),
    ],
  ])('last of its page and %s: the place is that of the row before', async (_name, last) => {
    expect(placeOf(await pull([row(id(1)), last]))).toEqual({
      modifiedFrom: '2026-11-10T00:00:00.000Z',
      afterId: id(1),
      complete: true,
    });
  });

  test('with no row whose place can be read, the pull begins there again', async () => {
    const pages = await pull([row(null), row(7)]);
    expect(placeOf(pages)).toMatchObject({ modifiedFrom: '1970-01-01T00:00:00.000Z', afterId: null });
    expect(pages.flatMap((page) => page.quarantined ?? [])).toHaveLength(2);
  });
});

const ACCOUNT = id(9);
const AT = '2026-11-10T00:00:00.000+0000';

/** What one row becomes: ids of stored records by kind, and of deleted ones. */
async function becomes(stream: string, fields: object) {
  const rows = [{ Id: id(1), AccountId: ACCOUNT, IsDeleted: false, SystemModstamp: AT, ...fields }];
  const pages = await pull(rows, stream);
  expect(pages.flatMap((page) => page.quarantined ?? [])).toEqual([]);
  return {
    stored: pages.flatMap((page) => page.records ?? []).map((each) => each.kind),
    deleted: pages.flatMap((page) => page.deleted ?? []),
  };
}

describe('a closed task of Salesforce', () => {
  const task = { WhoId: null, IsClosed: true, ActivityDate: '2026-11-09', CompletedDateTime: null };
  test('that is a call is an interaction with the customer', async () => {
    expect(await becomes('tasks', { ...task, TaskSubtype: 'Call' })).toEqual({
      stored: ['interaction'],
      deleted: [],
    });
  });

  test.each(['Task', 'Email', 'ListEmail', 'Cadence', 'LinkedIn', null])(
    'of the subtype %s says nothing about what the customer did, and what it was read as before goes',
    async (TaskSubtype) => {
      expect(await becomes('tasks', { ...task, TaskSubtype })).toEqual({
        stored: [],
        deleted: [{ kind: 'interaction', id: id(1) }],
      });
    },
  );
});

describe('a record of Salesforce that no longer says anything is deleted', () => {
  const at = '2026-11-09T10:00:00.000+0000';
  const task = { TaskSubtype: 'Call', IsClosed: true, ActivityDate: '2026-11-09' };
  const deal = { Name: 'Renewal', IsClosed: false, IsWon: false, CreatedDate: at };
  test.each([
    ['contacts', 'contact', { Name: 'Ana', CreatedDate: at }, { AccountId: null }],
    ['opportunities', 'deal', deal, { AccountId: null }],
    ['tasks', 'interaction', task, { AccountId: null }],
    ['tasks', 'interaction', task, { IsClosed: false }],
    ['events', 'meeting', { Subject: 'QBR', StartDateTime: at }, { AccountId: null }],
    ['events', 'meeting', { Subject: 'QBR', StartDateTime: at }, { StartDateTime: null }],
  ])('%s: a %s %j that comes to be %j', async (stream, kind, fields, change) => {
    expect(await becomes(stream, fields)).toEqual({ stored: [kind], deleted: [] });
    expect(await becomes(stream, { ...fields, ...change })).toEqual({
      stored: [],
      deleted: [{ kind, id: id(1) }],
    });
  });
});
