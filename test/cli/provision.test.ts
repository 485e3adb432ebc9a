import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCli } from '../../src/cli/index.ts';
import { type Services } from '../../src/cli/services.ts';
import { DEFAULT_SETTINGS } from '../../src/model/portal-settings.ts';
import { saveSettings } from '../../src/pipeline/portal-settings.ts';
import { type RunningPortal, startPortal } from '../../src/sandbox/portal/index.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { openRuntime } from '../../src/service/runtime.ts';

const world = createWorld({ seed: 5, profile: 'demo', companies: 3, days: 40, endDay: '2026-11-01' });

let portal: RunningPortal;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-provision-'));
  portal = await startPortal({ dataDir: null, world, now: () => new Date(), searchPerSecond: null });
});
afterAll(async () => {
  await portal.close();
  rmSync(folder, { recursive: true });
});

const env = () => ({
  HUBSPOT_BASE_URL: portal.baseUrl,
  HUBSPOT_ACCESS_TOKEN: portal.accessToken,
  PULSO_DATA_DIR: folder,
  PULSO_LOG_LEVEL: 'silent',
});

async function provision(...args: string[]) {
  const lines: string[] = [];
  const services = { env: env(), openRuntime } as unknown as Services;
  const code = await runCli(['provision', ...args], services, {
    json: () => undefined,
    line: (text = '') => void lines.push(text),
    note: () => undefined,
    isTerminal: false,
  });
  return { code, lines };
}

test('--check ends with 1 while something is missing; lists are named in the language saved in the app', async () => {
  const runtime = await openRuntime(env());
  await saveSettings(runtime.deps, {
    settings: { ...DEFAULT_SETTINGS, locale: 'es' },
    basedOn: 0,
    author: 'admin',
    note: '',
    at: '2026-11-01T10:00:00Z',
  });
  await runtime.close();
  expect((await provision('--check')).code).toBe(1);
  const { code, lines } = await provision();
  expect(code).toBe(0);
  expect(lines).toContain('created companies.health_score');
  expect(lines.filter((line) => line.startsWith('created list'))).toHaveLength(8);
  expect(lines).toContain('created list Salud del cliente: rojo');
  expect(await provision('--check')).toEqual({ code: 0, lines: ['Everything is in place.'] });
});
