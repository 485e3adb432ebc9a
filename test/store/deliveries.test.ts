import fc from 'fast-check';
import { sql } from 'kysely';
import { inboxStream, type InboxCursor } from '../../src/sources/entries/inbox-stream.ts';
import { createInbox, storeDeliveries } from '../../src/store/deliveries.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { until } from '../helpers/until.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-12T12:00:00.000Z');

const entry = (id: string) => ({ id, kind: 'nps', score: 9, at: '2026-11-01', email: `${id}@acme.com` });

/** Reads as a worker with this clock does; ids of the entries. */
function reader(store: Store, source: string) {
  const stream = inboxStream(source, createInbox(store.db, '1'));
  let cursor: InboxCursor | null = null;
  return async (now: number): Promise<string[]> => {
    const context = {
      now: new Date(now),
      since: '2026-01-01',
      signal: new AbortController().signal,
      tempDir: '',
    };
    const ids: string[] = [];
    for await (const page of stream.pull(context, cursor)) {
      cursor = page.cursor;
      ids.push(...(page.records ?? []).map((record) => record.id));
    }
    return ids;
  };
}

const store = (opened: Store, source: string, ids: readonly string[], clock?: number) =>
  storeDeliveries(
    opened.db,
    '1',
    source,
    ids.map((id) => ({ key: id, body: entry(id) })),
    ...(clock === undefined ? [] : [() => new Date(clock)]),
  );

/** What happens in one step: deliveries that a process stores, or a read, each by its own clock. */
const step = fc.record({
  does: fc.constantFrom('store', 'store', 'read'),
  skewMinutes: fc.integer({ min: -10, max: 10 }),
});

describe('embedded store', () => {
  let opened: Store;
  beforeAll(async () => {
    opened = await openStore({ dataDir: null });
  });
  afterAll(() => opened.close());

  test('whatever the clocks of the processes say, each delivery is read by the next read, and once', async () => {
    let source = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const name = `s${(source += 1)}`;
        const read = reader(opened, name);
        let unread: string[] = [];
        for (const [index, { does, skewMinutes }] of [...steps, { does: 'read', skewMinutes: 0 }].entries()) {
          const clock = NOON + index * 1000 + skewMinutes * MINUTE;
          if (does === 'store') {
            const ids = [`${index}a`, `${index}b`];
            await store(opened, name, ids, clock);
            unread.push(...ids);
          } else {
            expect(await read(clock)).toEqual(unread);
            unread = [];
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("the time is the database's unless a recorded one is told, and recorded ones keep theirs", async () => {
    const before = Date.now();
    await store(opened, 'live', ['x']);
    const [live] = (
      await createInbox(opened.db, '1').read('live', '2000-01-01')[Symbol.asyncIterator]().next()
    ).value as { receivedAt: string }[];
    const at = Date.parse(live?.receivedAt ?? '');
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
    const inbox = createInbox(opened.db, '1');
    const times: string[] = [];
    for (const hours of [0, 5, 7]) await store(opened, 'recorded', [`r${hours}`], NOON + hours * 60 * MINUTE);
    for await (const batch of inbox.read('recorded', '2000-01-01'))
      times.push(...batch.map((each) => each.receivedAt));
    expect(times).toEqual([0, 5, 7].map((hours) => new Date(NOON + hours * 60 * MINUTE).toISOString()));
  });
});

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

(hasPostgres ? describe : describe.skip)('PostgreSQL', () => {
  let server: TestPostgres;
  let opened: Store;
  beforeAll(async () => {
    server = await startPostgres();
    opened = await openStore({ databaseUrl: server.url, dataDir: null });
  });
  afterAll(async () => {
    await opened.close();
    server.stop();
  });

  test('processes whose clocks are minutes apart store while a worker reads: nothing is missed', async () => {
    const [skews, each] = [[-5, -1, 0, 2, 6], 60];
    const read = reader(opened, 'busy');
    const seen: string[] = [];
    let storing = true;
    const reading = (async () => {
      while (storing) seen.push(...(await read(Date.now())));
    })();
    await Promise.all(
      skews.map(async (skew) => {
        for (let index = 0; index < each; index += 1) {
          await store(opened, 'busy', [`${skew}/${index}`], Date.now() + skew * MINUTE);
        }
      }),
    );
    storing = false;
    await reading;
    seen.push(...(await read(Date.now())));
    expect(seen).toHaveLength(skews.length * each);
    expect(new Set(seen).size).toBe(skews.length * each);
  });

  test('a first read waits for a writer that began before the oldest it could see', async () => {
    const read = reader(opened, 'first');
    const stuck = (mode: string) =>
      until(async () => {
        const { rows } = await sql<{ mode: string }>`select mode from pg_locks where not granted`.execute(
          opened.db,
        );
        return rows.some((row) => row.mode === mode);
      });
    // Whoever stores the same key must wait for it, with its time already taken.
    const holder = await opened.db.startTransaction().execute();
    await holder
      .insertInto('delivery')
      .values({
        portal_id: '1',
        source: 'first',
        key: 'early',
        received_at: new Date().toISOString(),
        body: '{}',
      })
      .execute();
    const early = store(opened, 'first', ['early'], Date.now() - 5 * MINUTE);
    await stuck('ShareLock');
    await store(opened, 'first', ['late']);
    const reading = read(Date.now());
    await stuck('ExclusiveLock');
    await holder.rollback().execute();
    await early;
    expect(await reading).toEqual(['early', 'late']);
  });
});
