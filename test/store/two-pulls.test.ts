import os from 'node:os';
import { z } from 'zod';
import { type Page, type Source } from '../../src/model/source.ts';
import { pullSource } from '../../src/pipeline/pull.ts';
import { type Store } from '../../src/store/open.ts';
import { loadPlace } from '../../src/store/pages.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';

/** Two pulls of one source at a time: the daily run's, and the one of somebody who refreshes a card. */

interface Cursor {
  readonly day: number;
}

const DAYS = 12;
const ACCOUNTS = Array.from({ length: 60 }, (_, index) => `acc${index}`);
const dayAt = (day: number) => `2026-11-${String(day).padStart(2, '0')}`;

function pageOf(day: number): Page<Cursor> {
  return {
    cursor: { day },
    read: ACCOUNTS.length,
    usage: {
      rows: ACCOUNTS.map((accountId) => ({
        accountId,
        userId: 'u1',
        email: null,
        chunk: dayAt(day),
        day: dayAt(day),
        events: day,
        workflowsStarted: 0,
        workflowsCompleted: 0,
        features: {},
        integrations: [],
      })),
      replaces: { from: dayAt(day), to: dayAt(day) },
      coverage: { from: dayAt(1), to: dayAt(day) },
    },
  };
}

/** A day a page; `wait` is called before each of them. */
const daily = (
  wait: (day: number) => Promise<void>,
  begun: (from: number) => void = () => undefined,
): Source => ({
  meta: { id: 'fake', title: 'Fake', feeds: [], credentials: [], scopes: [], limits: '', docs: '' },
  streams: [
    {
      name: 'days',
      cursor: z.object({ day: z.number() }),
      async *pull(_, cursor) {
        const from = (cursor as Cursor | null)?.day ?? 0;
        begun(from);
        for (let day = from + 1; day <= DAYS; day += 1) {
          await wait(day);
          yield pageOf(day);
        }
      },
    },
  ],
});

function battery(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const pull = (portalId: string, source: Source, full = false) =>
    pullSource(
      {
        db: store.forPortal(portalId),
        portalId,
        clock: () => new Date('2026-11-20T10:00:00Z'),
        tempDir: os.tmpdir(),
        log: silent,
        settings: {
          locale: 'en',
          modelId: 'three-dimension',
          customerStages: ['customer'],
          managerOwnerId: null,
          backfillDays: 365,
        },
      },
      source,
      { full },
    );
  const place = (portalId: string) => loadPlace(store.forPortal(portalId), portalId, 'fake', 'days');

  /** Days on which an account has no use stored, over all accounts. */
  async function missing(portalId: string): Promise<string[]> {
    const rows = await store.forPortal(portalId).selectFrom('usage_month').select('data').execute();
    expect(rows).toHaveLength(ACCOUNTS.length);
    const days = Array.from({ length: DAYS }, (_, index) => dayAt(index + 1));
    return rows.flatMap(({ data }) => days.filter((day) => !(day in data.chunks)));
  }

  test('side by side they store each day once, and none is lost', async () => {
    const soon = () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 4));
    const outcomes = await Promise.all([1, 2, 3].map(() => pull('1', daily(soon))));
    expect(outcomes.map(({ complete }) => complete)).toEqual([true, true, true]);
    expect(outcomes.reduce((sum, { streams }) => sum + (streams[0]?.pages ?? 0), 0)).toBe(DAYS);
    expect(await missing('1')).toEqual([]);
    expect(await place('1')).toEqual({ cursor: { day: DAYS }, moves: DAYS });
  });

  test('a full read that begins while another reads is not cut short by it', async () => {
    const full: Promise<unknown>[] = [];
    const begun: number[] = [];
    const again = daily(
      () => Promise.resolve(),
      (from) => begun.push(from),
    );
    const later = daily(async (day) => {
      if (day === 6 && full.length === 0) full.push(pull('2', again, true));
      await new Promise((resolve) => setTimeout(resolve, 10));
    });
    await pull('2', later);
    await Promise.all(full);
    expect(begun[0]).toBe(0);
    expect(await missing('2')).toEqual([]);
    expect((await place('2')).cursor).toEqual({ day: DAYS });
  });
}

onBothDatabases(battery);
