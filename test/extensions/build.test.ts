import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { translate } from '@hubspot/project-parsing-lib/translate';
import { remoteBuild } from '@hubspot/ui-extensions-dev-server/build';
import { CARD_PROPERTIES } from '../../extensions/ui/health/properties.ts';
import { buildHubSpotProject, type Bundle, bundleTable, oversized } from '../../scripts/build-hubspot.ts';
import { HEALTH_PROPERTY_NAMES } from '../../src/hubspot/properties/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  await mkdir(path.join(root, 'build'), { recursive: true });
  folder = await mkdtemp(path.join(root, 'build/test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Meta {
  readonly uid: string;
  readonly type: string;
  readonly config: Record<string, unknown> & { readonly entrypoint?: string };
}

const SHARED_COMPONENTS = [
  'pulso_app',
  'pulso_health_card',
  'pulso_home',
  'pulso_preview_card',
  'pulso_recalculate_action',
  'pulso_settings',
  'pulso_sidebar_card',
  'pulso_webhooks',
];
const FUNCTIONS = [
  'pulso_get_health',
  'pulso_log_pulse',
  'pulso_portal',
  'pulso_refresh_health',
  'pulso_set_override',
  'pulso_start_playbook',
];
const EXTENSIONS = [
  'cards/HealthCard',
  'cards/PreviewCard',
  'cards/SidebarCard',
  'pages/Home',
  'settings/Settings',
];

/** The project as HubSpot's own parser reads it. */
async function parsed(out: string): Promise<{ metas: Meta[]; skipped: unknown[] }> {
  const result = await translate(
    { projectSourceDir: out, platformVersion: '2026.09', accountId: 1 },
    { skipValidation: true },
  );
  const nodes = Object.values(result.intermediateRepresentation.intermediateNodesIndexedByUid);
  const metas = nodes.map(({ uid, componentType, config }) => ({ uid, type: componentType, config }) as Meta);
  return { metas, skipped: result.skippedHsMetaFiles ?? [] };
}

describe('the static build', () => {
  let out: string;
  let bundles: Bundle[];

  beforeAll(async () => {
    out = path.join(folder, 'static');
    bundles = await buildHubSpotProject({
      root,
      out,
      auth: 'static',
      publicUrl: 'https://health.acme.test/x',
    });
  });

  test("HubSpot's parser finds every component and skips none", async () => {
    const { metas, skipped } = await parsed(out);
    expect(skipped).toEqual([]);
    const uids = metas.map(({ uid }) => uid).filter((uid) => uid.startsWith('pulso_'));
    expect(uids.sort()).toEqual([...SHARED_COMPONENTS, ...FUNCTIONS].sort());
    expect(new Set(metas.map(({ uid }) => uid)).size).toBe(metas.length);
  });

  test('every entrypoint exists where HubSpot looks for it', async () => {
    const { metas } = await parsed(out);
    const entrypoints = metas.flatMap(({ config }) => config.entrypoint ?? []);
    expect(entrypoints.length).toBeGreaterThanOrEqual(2);
    expect(entrypoints.filter((entrypoint) => !existsSync(path.join(out, entrypoint)))).toEqual([]);
  });

  test("cards pass HubSpot's own bundler, which sees the properties to fetch ahead", async () => {
    const cards = path.join(out, 'app/cards');
    const outputDir = path.join(folder, 'served');
    const entryPoint = path.join(cards, 'HealthCard.js');
    await remoteBuild({ root: cards, entryPoint, outputDir, logLevel: 'error', appConfig: {} });
    const manifest = JSON.parse(await readFile(path.join(outputDir, 'HealthCard-manifest.json'), 'utf8')) as {
      dataDeps: { properties: { recordProperties: string[] } }[];
    };
    expect(manifest.dataDeps.map(({ properties }) => properties.recordProperties)).toEqual([CARD_PROPERTIES]);
  });

  test('cards stay within 60 KB as served', () => {
    expect(oversized(bundles)).toEqual([]);
    const card = bundles.find(({ file }) => file.endsWith('HealthCard.js'));
    expect(card?.servedBytes).toBeGreaterThan(10_000);
    const file = 'app/cards/x.js';
    expect(oversized([{ file, bytes: 1, servedBytes: 61_441 }])).toHaveLength(1);
    expect(oversized([{ file: 'app/pages/x.js', bytes: 1, servedBytes: 102_401 }])).toHaveLength(1);
    expect(bundleTable(bundles)).toContain('HealthCard.js');
  });

  test('the schema library is not in the card', async () => {
    expect(await readFile(path.join(out, 'app/cards/HealthCard.js'), 'utf8')).not.toMatch(
      /ZodError|safeParse/,
    );
  });

  test('the extensions call functions that exist, and fetch from nowhere', async () => {
    const called = new Set<string>();
    for (const name of EXTENSIONS) {
      const text = await readFile(path.join(out, `app/${name}.js`), 'utf8');
      for (const [uid] of text.matchAll(/pulso_[a-z_]+/g)) called.add(uid);
      expect(text).not.toContain('https://health.acme.test');
    }
    expect([...called].sort()).toEqual(FUNCTIONS);
  });

  test('workflow action and webhooks point at the service', async () => {
    const { metas } = await parsed(out);
    const action = metas.find(({ uid }) => uid === 'pulso_recalculate_action');
    expect(action?.config['actionUrl']).toBe('https://health.acme.test/workflow-actions/recalculate');
    expect(metas.find(({ uid }) => uid === 'pulso_webhooks')?.config['settings']).toMatchObject({
      targetUrl: 'https://health.acme.test/webhooks/hubspot',
    });
  });

  test('functions are CommonJS that node loads with require', async () => {
    const script = path.join(out, 'app/functions/get-health.js');
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--eval',
      `console.log(typeof require(${JSON.stringify(script)}).main)`,
    ]);
    expect(stdout.trim()).toBe('function');
    const manifest = JSON.parse(
      await readFile(path.join(out, 'app/functions/package.json'), 'utf8'),
    ) as object;
    expect(manifest).toMatchObject({ dependencies: {} });
    expect(manifest).not.toHaveProperty('type');
  });

  test('the address of the service replaces the placeholder', async () => {
    const app = await readFile(path.join(out, 'app/app-hsmeta.json'), 'utf8');
    expect(app).toContain('"https://health.acme.test"');
    expect(app).not.toContain('pulso.example.com');
  });
});

test('the OAuth build has redirect addresses and no functions; its extensions fetch from the service', async () => {
  const out = path.join(folder, 'oauth');
  // Every extension goes through HubSpot's own bundler here: its size as served is measured.
  const bundles = await buildHubSpotProject({ root, out, auth: 'oauth' });
  expect(bundles.map(({ file }) => file.replaceAll(/^app\/|\.js$/g, '')).sort()).toEqual(EXTENSIONS);
  expect(oversized(bundles)).toEqual([]);
  expect(await readFile(path.join(out, 'app/pages/Home.js'), 'utf8')).toContain('https://pulso.example.com');
  const { metas, skipped } = await parsed(out);
  expect(skipped).toEqual([]);
  expect(
    metas
      .map(({ uid }) => uid)
      .filter((uid) => uid.startsWith('pulso_'))
      .sort(),
  ).toEqual(SHARED_COMPONENTS);
  expect(metas.find(({ uid }) => uid === 'pulso_app')?.config).toMatchObject({
    auth: { type: 'oauth', redirectUrls: ['https://pulso.example.com/oauth/callback'] },
  });
});

test.each(['http://health.acme.test', 'https://localhost:3000', 'nonsense'])(
  'HubSpot could not call %s, so it is refused',
  async (publicUrl) => {
    const out = path.join(folder, 'refused');
    await expect(buildHubSpotProject({ root, out, auth: 'static', publicUrl })).rejects.toMatchObject({
      code: 'config-invalid',
    });
  },
);

test('an entrypoint without a file is named', async () => {
  const project = path.join(folder, 'project');
  await mkdir(path.join(project, 'extensions/cards'), { recursive: true });
  const meta = { uid: 'x', type: 'card', config: { entrypoint: '/app/cards/Missing.tsx' } };
  await writeFile(path.join(project, 'extensions/cards/x-hsmeta.json'), JSON.stringify(meta));
  await expect(
    buildHubSpotProject({ root: project, out: path.join(project, 'out'), auth: 'static' }),
  ).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringContaining('Missing.tsx') as string,
  });
});

test('the card reads only properties that are provisioned', () => {
  const foreign = CARD_PROPERTIES.filter((name) => !HEALTH_PROPERTY_NAMES.includes(name));
  expect(foreign).toEqual(['lifecyclestage']);
});
