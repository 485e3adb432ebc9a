import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../../../src/errors.ts';
import { createHubSpotApi } from '../../../src/hubspot/client/index.ts';
import { createRateLimiter } from '../../../src/hubspot/rate-limit/index.ts';
import { actOnBandChanges } from '../../../src/pipeline/act.ts';
import { provisionPortal } from '../../../src/pipeline/provision.ts';
import { publishPortal } from '../../../src/pipeline/publish.ts';
import { loadHealth, saveHealth } from '../../../src/store/health.ts';
import { openStore } from '../../../src/store/open.ts';
import { TRY_AGAIN, type WriterOrder } from './order.ts';
import { DAYS, healthsOn, type SoakDay } from './portfolio.ts';

/**
 * The process that is killed: provisions, writes back and acts on its own embedded database, day by day, going on at
 * the day at which an earlier process stopped. Started by the suite only.
 */

const HEALS = new Set(['upstream-unavailable', 'upstream-invalid', 'rate-limited']);
/** Waiting proves nothing here. */
const HASTE = 20;

async function write(order: WriterOrder): Promise<void> {
  const store = await openStore({ dataDir: order.dataDir });
  const wait = async (ms: number): Promise<void> => sleep(ms / HASTE);
  const api = createHubSpotApi({
    baseUrl: order.baseUrl,
    accessToken: order.accessToken,
    limiter: createRateLimiter({ clock: Date.now, sleep: wait }),
    clock: Date.now,
    sleep: wait,
    log: { debug: () => undefined, warn: () => undefined },
  });
  const settings = {
    locale: 'en' as const,
    modelId: 'three-dimension',
    customerStages: ['customer'],
    managerOwnerId: order.managerOwnerId,
    backfillDays: 30,
    tasks: order.tasks,
  };
  const deps = { db: store.db, portalId: order.portalId, api, settings };
  await provisionPortal(api, { ...settings, check: false });
  const stored = [...(await loadHealth(store.db, order.portalId)).values()].map(({ asOf }) => asOf);
  const first = stored.includes(DAYS[1]) ? DAYS[1] : DAYS[0];
  for (const day of DAYS.filter((each): each is SoakDay => each >= first)) {
    // Scoring stores all companies of a day or is repeated; so is this.
    await saveHealth(store.db, order.portalId, healthsOn(day));
    await publishPortal(deps);
    const { failed } = await actOnBandChanges(deps, day);
    if (failed.length > 0) throw new Error(`tasks that could not be created: ${JSON.stringify(failed)}`);
  }
  await store.close();
}

try {
  await write(JSON.parse(process.argv[2] ?? '') as WriterOrder);
} catch (thrown) {
  const error = toAppError(thrown);
  console.error(`${error.code}: ${error.message}`);
  process.exit(HEALS.has(error.code) ? TRY_AGAIN : 1);
}
