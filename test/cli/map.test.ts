import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { runCli } from '../../src/cli/index.ts';
import { type Output } from '../../src/cli/output.ts';
import { type Environment, type Runtime, type Services } from '../../src/cli/services.ts';
import { type Source, type UsageUserDay } from '../../src/model/source.ts';

const row = (userId: string, ...events: string[]): UsageUserDay => ({
  accountId: 'a',
  userId,
  day: '2026-10-30',
  chunk: '2026-10-30',
  events: events.length,
  workflowsStarted: 0,
  workflowsCompleted: 0,
  features: Object.fromEntries(events.map((event) => [event, 'basic' as const])),
  integrations: [],
  email: null,
});

function sourceOf(rows: readonly UsageUserDay[]): Source {
  const meta = {
    id: 'amplitude',
    title: 'Amplitude',
    feeds: [],
    credentials: [],
    scopes: [],
    limits: '',
    docs: '',
  };
  const days = { from: '2026-10-30', to: '2026-10-30' };
  return {
    meta,
    streams: [
      {
        name: 'events',
        cursor: z.unknown(),
        async *pull() {
          yield { cursor: null, read: rows.length, usage: { replaces: days, rows, coverage: days } };
        },
      },
    ],
  };
}

const run = (rows: readonly UsageUserDay[], ...args: string[]) => runIn({}, sourceOf(rows), args);

async function runIn(env: Environment, source: Source, args: readonly string[]) {
  const seen = {
    json: [] as unknown[],
    lines: [] as string[],
    notes: [] as string[],
    env: {} as Environment,
    mapping: null as unknown,
  };
  const services = {
    env,
    clock: () => new Date('2026-11-01T10:00:00Z'),
    async openRuntime(env: Environment) {
      seen.env = env;
      seen.mapping = JSON.parse(readFileSync(env.AMPLITUDE_MAPPING ?? '', 'utf8'));
      const deps = { clock: () => new Date('2026-11-01T10:00:00Z'), tempDir: os.tmpdir() };
      return { deps, sources: [source], close: async () => undefined } as unknown as Runtime;
    },
  } as unknown as Services;
  const output: Output = {
    json: (value) => void seen.json.push(value),
    line: (text = '') => void seen.lines.push(text),
    note: (text) => void seen.notes.push(text),
    isTerminal: false,
  };
  const code = await runCli(['map', ...args], services, output);
  return { code, ...seen };
}

const ROWS = [
  row('u1', 'Logged In', 'Import Started', 'Report Viewed'),
  row('u2', 'Import Completed', 'Report Viewed'),
];

test('pulso map prints a mapping file on stdout and the reasons on stderr', async () => {
  const { code, lines, notes, mapping } = await run(ROWS, '--source', 'amplitude');
  expect(code).toBe(0);
  expect(mapping).toMatchObject({ features: [{ event: '*', depth: 'basic' }], activityOnly: [] });
  expect(JSON.parse(lines.join('\n'))).toMatchObject({
    activityOnly: ['Logged In'],
    workflows: { started: ['Import Started'], completed: ['Import Completed'] },
  });
  expect(notes.join('\n')).toMatch(/Report Viewed\s+2\s+2\s+feature-basic\s+100 % of users/);
});

test('with --json it is one document with the events', async () => {
  const { json } = await run(ROWS, '--source', 'amplitude', '--json');
  expect(json).toEqual([{ mapping: expect.any(Object) as unknown, events: expect.any(Array) as unknown }]);
});

test.each([
  [['--source', 'nothing'], ROWS, 'not connected'],
  [['--source', 'amplitude'], [], 'no events in the last 14 days'],
])('%j ends with 2 and says why', async (args, rows, message) => {
  const { code, notes } = await run(rows, ...args);
  expect(code).toBe(2);
  expect(notes.join('\n')).toContain(message);
});

test.each([
  ['{broken', 'PULSO_FILES_MAPPING: the mapping'],
  ['[]', 'it is no JSON object'],
  [null, 'no such file'],
])('a mapping of datasets like %j is named with its variable', async (text, message) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-map-test-'));
  const file = path.join(folder, 'mapping.json');
  if (text !== null) writeFileSync(file, text);
  const { code, notes } = await runIn({ PULSO_FILES_MAPPING: file }, sourceOf(ROWS), [
    '--source',
    'amplitude',
  ]);
  rmSync(folder, { recursive: true });
  expect(code).toBe(2);
  expect(notes.join('\n')).toContain(message);
});

test('a mapping for files is told where it belongs', async () => {
  const source = sourceOf(ROWS);
  const files = { ...source, meta: { ...source.meta, id: 'files' } };
  const { notes } = await runIn({}, files, ['--source', 'files']);
  expect(notes.join('\n')).toContain(
    'the file that PULSO_FILES_MAPPING names, as "events" beside "datasets"',
  );
});

test('events that were all set aside are told with the reason', async () => {
  const source = sourceOf([]);
  const reason = { code: 'event.user' };
  const [stream] = source.streams;
  const aside: Source = {
    ...source,
    streams: [
      {
        name: 'events',
        cursor: z.unknown(),
        async *pull(context, cursor) {
          for await (const page of stream?.pull(context, cursor) ?? [])
            yield {
              ...page,
              read: 7,
              quarantined: [{ stream: 'events', recordId: null, reason, records: 7 }],
            };
        },
      },
    ],
  };
  const { code, notes } = await runIn({}, aside, ['--source', 'amplitude']);
  expect(code).toBe(2);
  expect(notes.join('\n')).toContain('none of its 7 events can be used: the user is missing');
});

test('the sources of installed portals are not its own to map', async () => {
  const { code, notes } = await runIn({ HUBSPOT_CLIENT_ID: 'app' }, sourceOf(ROWS), [
    '--source',
    'amplitude',
  ]);
  expect(code).toBe(2);
  expect(notes.join('\n')).toContain('none of an installed portal');
  const withToken = { HUBSPOT_CLIENT_ID: 'app', HUBSPOT_ACCESS_TOKEN: 'pat' };
  expect((await runIn(withToken, sourceOf(ROWS), ['--source', 'amplitude'])).code).toBe(0);
});
