import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src/errors.ts';
import { say } from '../../src/model/messages/message.ts';
import { type Page, type PullContext, type Source } from '../../src/model/source.ts';
import { pullSource } from '../../src/pipeline/pull.ts';
import { loadAccounts } from '../../src/store/accounts.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { loadPlace } from '../../src/store/pages.ts';
import { loadSourceStates } from '../../src/store/source-states.ts';

type Cursor = { page: number };

let store: Store;
let tempDir: string;
let portal = 0;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
  tempDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-pull-'));
});
afterAll(async () => {
  await store.close();
  rmSync(tempDir, { recursive: true, force: true });
});
beforeEach(() => {
  portal += 1;
});

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const deps = () => ({
  db: store.db,
  portalId: String(portal),
  clock: () => new Date('2026-11-01T10:00:00Z'),
  tempDir,
  log: silent,
  settings: {
    locale: 'en' as const,
    modelId: 'three-dimension',
    customerStages: ['customer'],
    managerOwnerId: null,
    backfillDays: 365,
  },
});

const accountPage = (page: number): Page<Cursor> => ({
  cursor: { page },
  read: 1,
  accounts: [{ externalId: `a${page}`, name: null, domains: [], emails: [], hubspotCompanyId: null }],
});

/** A source with one stream that yields what `read` does; remembers how it was asked. */
function source(
  read: (cursor: Cursor | null, context: PullContext) => AsyncGenerator<Page<Cursor>>,
  id = 'fake',
): Source {
  return {
    meta: { id, title: 'Fake', feeds: [], credentials: [], scopes: [], limits: '', docs: '' },
    streams: [
      {
        name: 'things',
        cursor: z.object({ page: z.number() }),
        pull: (context, cursor) => read(cursor as Cursor | null, context),
      },
    ],
  };
}

const accountIds = async () => (await loadAccounts(store.db, String(portal))).map((each) => each.externalId);
const cursor = async () => (await loadPlace(store.db, String(portal), 'fake', 'things')).cursor;

test('reads to the end from a year back, and remembers where it stopped', async () => {
  const seen: { cursor: Cursor | null; since: string }[] = [];
  const fake = source(async function* (from, context) {
    seen.push({ cursor: from, since: context.since });
    yield accountPage((from?.page ?? 0) + 1);
    yield accountPage((from?.page ?? 0) + 2);
  });
  const outcome = await pullSource(deps(), fake);
  expect(outcome).toMatchObject({
    complete: true,
    streams: [{ name: 'things', pages: 2, records: 2, cursor: { page: 2 } }],
  });
  await pullSource(deps(), fake);
  expect(seen).toEqual([
    { cursor: null, since: '2025-11-01' },
    { cursor: { page: 2 }, since: '2025-11-01' },
  ]);
  expect(await accountIds()).toEqual(['a1', 'a2', 'a3', 'a4']);
});

test('a failure keeps what was read, says why, and the next pull goes on from there', async () => {
  let fail = true;
  const fake = source(async function* (from) {
    yield accountPage((from?.page ?? 0) + 1);
    if (fail) throw new AppError('unauthorized', 'the key was refused (401); create a new one');
  });
  const outcome = await pullSource(deps(), fake);
  expect(outcome.complete).toBe(false);
  expect(outcome.problems).toEqual([
    {
      source: 'fake',
      stream: 'things',
      recordId: null,
      message: 'Fake: the key was refused (401); create a new one',
      records: 0,
      retriable: false,
    },
  ]);
  expect(await cursor()).toEqual({ page: 1 });
  expect((await loadSourceStates(store.db, String(portal))).fake).toMatchObject({
    status: 'error',
    fetchedAt: undefined,
  });
  fail = false;
  await pullSource(deps(), fake);
  expect(await cursor()).toEqual({ page: 2 });
  expect((await loadSourceStates(store.db, String(portal))).fake).toMatchObject({
    status: 'ok',
    fetchedAt: '2026-11-01T10:00:00.000Z',
  });
});

test('an error nobody foresaw is contained too', async () => {
  const fake = source(async function* () {
    yield accountPage(1);
    throw new TypeError('undefined is not a function');
  });
  expect((await pullSource(deps(), fake)).complete).toBe(false);
});

test('a stored cursor that no longer fits starts the stream over', async () => {
  const seen: (Cursor | null)[] = [];
  await pullSource(deps(), {
    ...source(async function* () {
      yield { ...accountPage(1), cursor: { page: 'old' } as unknown as Cursor };
    }),
  });
  await pullSource(
    deps(),
    source(async function* (from) {
      seen.push(from);
      yield accountPage(9);
    }),
  );
  expect(seen).toEqual([null]);
});

test('a full pull ignores the cursor', async () => {
  const seen: (Cursor | null)[] = [];
  const fake = source(async function* (from) {
    seen.push(from);
    yield accountPage(1);
  });
  await pullSource(deps(), fake);
  await pullSource(deps(), fake, { full: true, since: '2026-01-01' });
  expect(seen).toEqual([null, null]);
});

test('a full pull begins where the stream says, which knows what was read before', async () => {
  const seen: (Cursor | null)[] = [];
  const fake = source(async function* (from) {
    seen.push(from);
    yield accountPage((from?.page ?? 0) + 1);
  });
  const [things] = fake.streams;
  const restart = (_context: PullContext, from: unknown) => ({ page: (from as Cursor).page * 100 });
  const restarting = { ...fake, streams: things === undefined ? [] : [{ ...things, restart }] };
  await pullSource(deps(), restarting, { full: true });
  await pullSource(deps(), restarting, { full: true });
  expect(seen).toEqual([null, { page: 100 }]);
});

test('a full pull that ends early goes on from the start with the streams that it did not reach', async () => {
  const seen: [string, Cursor | null][] = [];
  let broken = false;
  const fake = source(async function* (from) {
    if (broken) throw new AppError('upstream-unavailable', 'away');
    seen.push(['things', from]);
    yield accountPage((from?.page ?? 0) + 1);
  });
  const [things] = fake.streams;
  if (things === undefined) throw new Error('no stream');
  const others = {
    ...things,
    name: 'others',
    async *pull(_context: PullContext, from: unknown) {
      seen.push(['others', from as Cursor | null]);
      yield accountPage(7);
    },
  };
  const both = { ...fake, streams: [things, others] };
  await pullSource(deps(), both);
  broken = true;
  await pullSource(deps(), both, { full: true });
  broken = false;
  await pullSource(deps(), both);
  expect(seen.slice(2)).toEqual([
    ['things', null],
    ['others', null],
  ]);
});

test('quarantined records are reported one by one and the pull stays complete', async () => {
  const fake = source(async function* () {
    yield {
      ...accountPage(1),
      quarantined: [{ stream: 'things', recordId: 'x1', reason: say('event-unreadable') }],
    };
  });
  const outcome = await pullSource(deps(), fake);
  expect(outcome.complete).toBe(true);
  expect(outcome.problems[0]).toMatchObject({
    recordId: 'x1',
    message: 'an event that cannot be read; the record was set aside',
  });
});

test('a page that cannot be stored does not move the cursor', async () => {
  const fake = source(async function* () {
    yield accountPage(1);
    yield {
      ...accountPage(2),
      records: [{ kind: 'failed-charge', id: null as unknown as string, accountId: 'a', at: '2026-01-01' }],
    };
  });
  expect((await pullSource(deps(), fake)).complete).toBe(false);
  expect(await cursor()).toEqual({ page: 1 });
  expect(await accountIds()).toEqual(['a1']);
});

test('temporary files are gone after a pull, failed or not', async () => {
  await pullSource(
    deps(),
    source(async function* () {
      yield accountPage(1);
      throw new Error('boom');
    }),
  );
  expect(readdirSync(tempDir)).toEqual([]);
});

test('an aborted pull stores no further page', async () => {
  const controller = new AbortController();
  const fake = source(async function* () {
    yield accountPage(1);
    controller.abort();
    yield accountPage(2);
  });
  expect((await pullSource(deps(), fake, { signal: controller.signal })).complete).toBe(false);
  expect(await accountIds()).not.toContain('a2');
});
