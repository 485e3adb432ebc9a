import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../../../src/errors.ts';
import { createHubSpotApi } from '../../../src/hubspot/client/index.ts';
import { createRateLimiter } from '../../../src/hubspot/rate-limit/index.ts';
import { actOnNews } from '../../../src/pipeline/act.ts';
import { provisionPortal } from '../../../src/pipeline/provision.ts';
import { publishPortal } from '../../../src/pipeline/publish.ts';
import { saveCompanies } from '../../../src/store/companies.ts';
import { erasePortal } from '../../../src/store/erase.ts';
import { loadHealth, saveHealth } from '../../../src/store/health.ts';
import { type Db, openStore, type Store } from '../../../src/store/open.ts';
import { type WriterAnswer, type WriterOrder } from './order.ts';
import { DAYS, healthsOn, portfolio, type SoakDay } from './portfolio.ts';

/**
 * The process that is killed: provisions, writes back and acts on its own embedded database, day by day, going on at
 * the day at which an earlier process stopped. Started by `writers.ts` only, with its data folder as argument; it
 * opens the database when the first order comes, since until then another writer may hold it.
 */

const HEALS = new Set(['upstream-unavailable', 'upstream-invalid', 'rate-limited']);
/** Waiting proves nothing here. */
const HASTE = 20;
const [, , dataDir = null] = process.argv;
let store: Store | null = null;

async function write(db: Db, order: WriterOrder): Promise<void> {
  const { portalId, tasks, managerOwnerId } = order;
  if (order.fresh) {
    await erasePortal(db, portalId);
    // It has read the companies and scored none.
    await saveCompanies(db, portalId, portfolio);
  }
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
    managerOwnerId,
    backfillDays: 30,
    tasks,
  };
  const deps = { db, portalId, api, settings };
  await provisionPortal(api, { ...settings, check: false });
  const stored = [...(await loadHealth(db, portalId)).values()].map(({ asOf }) => asOf);
  const first = stored.includes(DAYS[1]) ? DAYS[1] : DAYS[0];
  for (const day of DAYS.filter((each): each is SoakDay => each >= first)) {
    // Scoring stores all companies of a day or is repeated; so is this.
    await saveHealth(db, portalId, healthsOn(day));
    await publishPortal(deps);
    const { failed } = await actOnNews(deps, day);
    if (failed.length > 0) throw new Error(`tasks that could not be created: ${JSON.stringify(failed)}`);
  }
}

async function answerTo(order: WriterOrder): Promise<WriterAnswer> {
  try {
    store ??= await openStore({ dataDir });
    await write(store.db, order);
    return { outcome: 'done', message: '' };
  } catch (thrown) {
    const error = toAppError(thrown);
    const outcome = HEALS.has(error.code) ? 'try-again' : 'gave-up';
    return { outcome, message: `${error.code}: ${error.message}` };
  }
}

process.on('message', (order: WriterOrder) => void answerTo(order).then((answer) => process.send?.(answer)));
// The suite is gone, and the database was for it alone.
process.on('disconnect', () => process.exit());
