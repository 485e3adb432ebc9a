import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { missingHealthLists } from '../../src/hubspot/lists/index.ts';
import { STEPS } from '../../src/jobs/steps/index.ts';
import { DEFAULT_SETTINGS } from '../../src/model/portal-settings.ts';
import { saveSettings } from '../../src/pipeline/portal-settings.ts';
import { startPortal } from '../../src/sandbox/portal/index.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { openRuntime } from '../../src/service/runtime.ts';

test('the daily run keeps up the lists of the language saved in the app, and makes no second set', async () => {
  const world = createWorld({ seed: 5, profile: 'demo', companies: 3, days: 40, endDay: '2026-11-01' });
  const portal = await startPortal({ dataDir: null, world, now: () => new Date(), searchPerSecond: null });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-provision-'));
  const runtime = await openRuntime({
    HUBSPOT_BASE_URL: portal.baseUrl,
    HUBSPOT_ACCESS_TOKEN: portal.accessToken,
    PULSO_DATA_DIR: folder,
    PULSO_LOG_LEVEL: 'silent',
  });
  const { deps, api } = runtime;
  const settings = { ...DEFAULT_SETTINGS, locale: 'es' as const };
  await saveSettings(deps, { settings, basedOn: 0, author: 'admin', note: '', at: '2026-11-01T10:00:00Z' });
  const context = { deps, signal: new AbortController().signal, jobName: 'provision' };
  await STEPS.provision({ portalId: deps.portalId, kind: 'provision' }, context);
  expect(await missingHealthLists(api, 'es')).toEqual([]);
  expect(await missingHealthLists(api, 'en')).toHaveLength(8);
  await runtime.close();
  await portal.close();
  rmSync(folder, { recursive: true });
});
