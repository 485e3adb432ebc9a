import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { addDays } from '../../../src/model/day.ts';
import { type UsageUserDay } from '../../../src/model/source.ts';
import { parseDatasets } from '../../../src/sources/datasets/dataset.ts';
import { createFilesSource } from '../../../src/sources/files/index.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-event-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Line {
  readonly id?: string;
  readonly name: string;
  readonly user: string;
  readonly day: string;
  readonly integration?: string;
  /** Instead of the account. */
  readonly email?: string;
}

type Read = (lines: readonly Line[], withIds?: boolean) => Promise<{ read: number; rows: UsageUserDay[] }>;

async function readFile(onePassBytes: number | undefined, lines: readonly Line[], withIds: boolean) {
  const file = path.join(folder, 'events.ndjson.gz');
  writeFileSync(
    file,
    gzipSync(
      lines
        .map(({ day, ...line }) =>
          JSON.stringify({
            ...line,
            ...(line.email === undefined ? { account: 'a' } : {}),
            time: `${day}T10:00:00Z`,
          }),
        )
        .join('\n'),
    ),
  );
  const columns = {
    event: 'name',
    at: 'time',
    userId: 'user',
    accountId: 'account',
    integration: 'integration',
    email: 'email',
  };
  const source = createFilesSource(
    parseDatasets(
      {
        datasets: [
          { name: 'x', kind: 'events', file, columns: withIds ? { ...columns, id: 'id' } : columns },
        ],
        events: {
          ignored: ['Heartbeat'],
          activityOnly: ['Login'],
          workflows: { started: ['Start'], completed: ['Finish'] },
          integrations: [{ event: 'Synced *', property: 'integration' }],
          features: [
            { event: 'Deep *', feature: 'shared', depth: 'advanced' },
            { event: 'Shallow *', feature: 'shared', depth: 'basic' },
            { event: '*', depth: 'basic' },
          ],
        },
      },
      'file',
    ),
    onePassBytes,
  );
  const rows: UsageUserDay[] = [];
  let count = 0;
  const context = {
    now: new Date(),
    since: '2026-01-01',
    signal: new AbortController().signal,
    tempDir: folder,
  };
  for (const stream of source.streams) {
    for await (const page of stream.pull(context, null)) {
      count += page.read;
      rows.push(...(page.usage?.rows ?? []));
    }
  }
  return { read: count, rows };
}

const day = '2026-03-01';

describe.each([
  ['in one pass', undefined],
  ['staged', 0],
])('events counted %s', (_, onePassBytes) => {
  const read: Read = (lines, withIds = true) => readFile(onePassBytes, lines, withIds);

  test('names that come late in a long file mean the same as those at its beginning', async () => {
    const common = Array.from({ length: 21_000 }, (_, index) => ({
      name: 'Login',
      user: `u${index % 3}`,
      day,
    }));
    const rare: Line[] = [
      { name: 'Start', user: 'u0', day },
      { name: 'Finish', user: 'u0', day },
      { name: 'Heartbeat', user: 'only-ignored', day },
      { name: 'Synced files', user: 'u1', day, integration: 'drive' },
      { name: 'Deep dive', user: 'u2', day },
      { name: 'Shallow look', user: 'u2', day },
      // More than one mask holds.
      ...Array.from({ length: 70 }, (_, index) => ({ name: `Feature ${index}`, user: 'u2', day })),
    ];
    const late = await read([...common, ...rare], false);
    const early = await read([...rare, ...common], false);
    expect(late.rows).toEqual(early.rows);
    expect(late.read).toBe(21_000 + rare.length);
    const [u0, u1, u2, ...others] = late.rows;
    expect(others).toEqual([]);
    expect(u0).toMatchObject({
      userId: 'u0',
      events: 7_002,
      workflowsStarted: 1,
      workflowsCompleted: 1,
      features: {},
    });
    expect(u1).toMatchObject({ userId: 'u1', events: 7_000, integrations: ['drive'] });
    expect(Object.keys(u2?.features ?? {})).toHaveLength(71);
    expect(u2?.features).toMatchObject({ shared: 'advanced', 'Feature 0': 'basic', 'Feature 69': 'basic' });
  });

  test('copies of an event count once, whatever their order; events without an id are their own', async () => {
    const lines: Line[] = [
      { id: '1', name: 'Start', user: 'u', day },
      { id: '1', name: 'Start', user: 'u', day },
      { id: '2', name: 'Finish', user: 'u', day },
      { name: 'Login', user: 'u', day },
      { name: 'Login', user: 'u', day },
      { id: '1', name: 'Start', user: 'u', day },
    ];
    const found = await read(lines);
    expect(found.rows).toEqual([
      expect.objectContaining({ events: 4, workflowsStarted: 1, workflowsCompleted: 1 }),
    ]);
    expect(found.read).toBe(4);
    expect(await read([...lines].reverse())).toEqual(found);
  });

  test('copies far apart in files that no day keeps together count once', async () => {
    const days = Array.from({ length: 120 }, (_, place) => addDays(day, (place * 37) % 120));
    const once: Line[] = days.flatMap((each, place) =>
      ['Start', 'Finish', 'Login'].map((name) => ({
        id: `${place}-${name}`,
        name,
        user: `u${place % 7}`,
        day: each,
      })),
    );
    const found = await read([...once, { name: 'Login', user: 'no-id', day }, ...once.toReversed(), ...once]);
    expect(found.read).toBe(once.length + 1);
    expect(found.rows).toHaveLength(121);
    expect(found).toEqual(await read([...once, { name: 'Login', user: 'no-id', day }], false));
  });

  test('copies of an event count once where only the e-mail address says whose they are', async () => {
    const login = { id: '1', name: 'Login', user: 'u', day };
    const lines = [
      { ...login, email: 'u@one.example' },
      { ...login, email: 'u@one-more.example' },
      { ...login, id: '2', email: 'u@two.example' },
    ];
    const { read: count, rows } = await read(lines);
    expect(count).toBe(2);
    expect(rows.map(({ accountId, events }) => [accountId, events])).toEqual([
      ['domain:one.example', 1],
      ['domain:two.example', 1],
    ]);
  });

  test('an empty id is none', async () => {
    const lines = [1, 2].map(() => ({ id: '', name: 'Login', user: 'u', day }));
    expect((await read(lines)).read).toBe(2);
  });

  test('an integration that reports is nobody at work', async () => {
    const { rows } = await read([{ id: '1', name: 'Synced files', user: 'u', day, integration: 'drive' }]);
    expect(rows).toEqual([expect.objectContaining({ events: 0, integrations: ['drive'] })]);
  });
});
