import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@hubspot/api-client';
import { healthBreakdown } from '../../src/model/breakdown.ts';
import { type SyncSummary } from '../../src/pipeline/sync.ts';
import { startPortal } from '../../src/sandbox/portal/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const COMPANIES = 30;
/** A world in which five companies are not in the main product analytics: each other system has one. */
const SEED = '163';

let dataDir: string;
let first: SyncSummary;
let second: SyncSummary;

async function demo(): Promise<SyncSummary> {
  const args = [
    'src/main.ts',
    'demo',
    '--once',
    '--json',
    '--companies',
    String(COMPANIES),
    '--days',
    '150',
    '--seed',
    SEED,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    env: { ...process.env, PULSO_DATA_DIR: dataDir },
    maxBuffer: 10_000_000,
  });
  return JSON.parse(stdout) as SyncSummary;
}

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-demo-'));
  first = await demo();
  second = await demo();
}, 900_000);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('the first run does the whole job and says so', () => {
  expect(first).toMatchObject({
    companies: COMPANIES,
    propertiesProvisioned: 19,
    problems: expect.any(Array) as unknown[],
  });
  expect(first.scored + first.unknown).toBe(COMPANIES);
  expect(first.scored).toBeGreaterThan(COMPANIES / 2);
  expect(first.companiesWritten).toBeGreaterThanOrEqual(first.scored);
  expect(first.writeCalls).toBe(Math.ceil(first.companiesWritten / 100));
  expect(first.sources.map((source) => source.id).sort()).toEqual([
    'amplitude',
    'files',
    'hubspot-crm',
    'intercom',
    'mixpanel',
    'salesforce',
    'segment',
    'stripe',
    'surveys',
    'userpilot',
    'warehouse',
    'zendesk',
    'zuora',
  ]);
  expect(first.sources.filter((source) => source.status !== 'ok')).toEqual([]);
  expect(first.sources.filter((source) => source.records === 0)).toEqual([]);
});

test('the lists hold exactly the companies of each band, and of each alert level every company once', () => {
  const sizes = new Map(first.lists.map((list) => [list.name, list.size]));
  const inBands = Object.keys(first.bands).map((band) => [band, sizes.get(`Customer health: ${band}`)]);
  expect(Object.fromEntries(inBands)).toEqual(first.bands);
  const alerts = [...sizes].filter(([name]) => name.startsWith('Customer health alert: '));
  expect(alerts).toHaveLength(4);
  expect(alerts.reduce((sum, [, size]) => sum + size, 0)).toBe(first.scored);
});

test('a second run over the same data writes nothing and creates no task', () => {
  expect(second).toMatchObject({
    companiesWritten: 0,
    writeCalls: 0,
    tasksCreated: 0,
    propertiesProvisioned: 0,
  });
  expect(second.bands).toEqual(first.bands);
});

describe('the portal afterwards, read by the unmodified official client', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let client: Client;
  beforeAll(async () => {
    const [folder] = readdirSync(dataDir);
    portal = await startPortal({ dataDir: path.join(dataDir, folder ?? '', 'sandbox', 'portal') });
    client = new Client({ accessToken: portal.accessToken, basePath: portal.baseUrl });
  });
  afterAll(() => portal.close());

  test('every customer has a score or an honest unknown, with a breakdown that explains it', async () => {
    const companies = await client.crm.companies.getAll(undefined, undefined, [
      'lifecyclestage',
      'health_score',
      'health_band',
      'health_breakdown',
      'health_top_risks',
    ]);
    const customers = companies.filter((each) => each.properties.lifecyclestage === 'customer');
    expect(customers.length).toBeGreaterThan(0);
    for (const { properties } of customers) {
      const breakdown = healthBreakdown.parse(JSON.parse(properties.health_breakdown ?? ''));
      const { score, rawScore, indicators } = breakdown.result;
      if (score === null) {
        expect(properties).toMatchObject({ health_band: 'unknown' });
        continue;
      }
      expect(Number(properties.health_score)).toBeCloseTo(score, 1);
      const sum = indicators.reduce((total, each) => total + each.contribution, 0);
      expect(sum).toBeCloseTo(rawScore ?? Number.NaN, 9);
      expect(properties.health_top_risks).not.toBe('');
    }
  });

  test('each task belongs to a company and carries a key of its own', async () => {
    const page = await client.crm.objects.tasks.basicApi.getPage(
      100,
      undefined,
      ['pulso_task_key', 'hs_task_subject', 'hs_timestamp'],
      undefined,
      ['companies'],
    );
    const ours = page.results.filter((task) => task.properties.pulso_task_key);
    expect(ours).toHaveLength(first.tasksCreated);
    expect(new Set(ours.map((task) => task.properties.pulso_task_key)).size).toBe(ours.length);
    for (const task of ours) expect(task.associations?.companies?.results).toHaveLength(1);
  });
});
