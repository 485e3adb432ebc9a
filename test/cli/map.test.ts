import { readFileSync } from 'node:fs';
import os from 'node:os';
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

async function run(rows: readonly UsageUserDay[], ...args: string[]) {
  const seen = {
    json: [] as unknown[],
    lines: [] as string[],
    notes: [] as string[],
    env: {} as Environment,
    mapping: null as unknown,
  };
  const services = {
    env: {},
    clock: () => new Date('2026-11-01T10:00:00Z'),
    async openRuntime(env: Environment) {
      seen.env = env;
      seen.mapping = JSON.parse(readFileSync(env.AMPLITUDE_MAPPING ?? '', 'utf8'));
      const deps = { clock: () => new Date('2026-11-01T10:00:00Z'), tempDir: os.tmpdir() };
      return { deps, sources: [sourceOf(rows)], close: async () => undefined } as unknown as Runtime;
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
