import { sql } from 'kysely';
import { z } from 'zod';
import { type Config, readConfig } from '../config.ts';
import { type ErrorCode, toAppError } from '../errors.ts';
import { messageText, messageTexts } from '../model/messages/message.ts';
import { HEALTH_PROPERTY_NAMES } from '../hubspot/properties/index.ts';
import { type PipelineDeps } from '../pipeline/deps.ts';
import { withPortalSettings } from '../pipeline/portal-settings.ts';
import { provisionPortal } from '../pipeline/provision.ts';
import { readSourceQualities } from '../pipeline/source-qualities.ts';
import { loadAccounts } from '../store/accounts.ts';
import { createCipher } from '../store/crypto/cipher.ts';
import { type Store } from '../store/open.ts';
import { reasonsBySource } from '../store/pages.ts';
import { loadSourceStates } from '../store/source-states.ts';
import { loadPortals } from '../store/portals.ts';
import { type Environment, openConfiguredStore, openRuntime, usesOAuth } from './runtime.ts';
import { qualityRemedy, qualityWords } from './source-check.ts';

export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'failed' | 'off';
  readonly message: string;
  readonly remedy?: string | undefined;
  /** Why it failed. */
  readonly code?: ErrorCode | undefined;
}

type Look = () => Promise<{
  readonly state?: Check['state'];
  readonly message: string;
  readonly remedy?: string | undefined;
}>;

const CORRECT_VARIABLES = 'Correct the variables named (see .env.example).';
const GRANT_SCOPE = 'Grant the scope to the app, then install it again.';

/** Clocks that differ more than this break signatures (five minutes) and the order of deliveries. */
const MAX_SKEW_SECONDS = 30;
/** A source that was read to its end within this time is fresh. */
const FRESH_HOURS = 36;

/** Looks at everything that a run needs. Never throws: what fails is a check that failed. */
export async function examine(env: Environment): Promise<Check[]> {
  const checks: Check[] = [];
  const look = async (name: string, remedy: string, ask: Look): Promise<boolean> => {
    try {
      const found = await ask();
      checks.push({ name, state: 'ok', ...found });
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      const wrong = code === 'config-invalid' ? CORRECT_VARIABLES : remedy;
      checks.push({ name, state: 'failed', message: oneLine(code, message), remedy: wrong, code });
    }
    return checks.at(-1)?.state !== 'failed';
  };

  let config: Config | null = null;
  await look('configuration', CORRECT_VARIABLES, async () => {
    config = readConfig(env);
    return { message: 'valid' };
  });
  if (config === null) return checks;
  let store: Store | null = null;
  await look(
    'database',
    'Check DATABASE_URL and that the server runs; or stop the process that holds the folder.',
    async () => {
      store = await openConfiguredStore(env);
      return {
        message:
          (config?.DATABASE_URL ?? null) === null ? 'embedded, opened and migrated' : 'reached and migrated',
      };
    },
  );
  if (store !== null) {
    await withStore(env, config, store, look).finally(() => (store as Store).close());
  }
  return checks;
}

type LookAt = (name: string, remedy: string, ask: Look) => Promise<boolean>;

async function withStore(env: Environment, config: Config, store: Store, look: LookAt): Promise<void> {
  await look('clock', 'Set the clocks of this machine and of the database server (NTP).', () =>
    clockSkew(store),
  );
  await look('encryption key', 'Set PULSO_ENCRYPTION_KEY ("pulso keys generate").', () =>
    encryption(config, store),
  );
  const open = async (portalId?: string): Promise<PipelineDeps | null> => {
    let deps: PipelineDeps | null = null;
    const name = portalId === undefined ? 'HubSpot token' : `HubSpot token of ${portalId}`;
    await look(
      name,
      'Put a valid token into HUBSPOT_ACCESS_TOKEN, or connect the account again.',
      async () => {
        deps = (await openRuntime(env, { store: unclosed(store), portalId })).deps;
        return { message: `accepted, account ${deps.portalId}` };
      },
    );
    return deps;
  };
  const ids = usesOAuth(config)
    ? (await loadPortals(store.db)).filter((each) => each.status !== 'removed').map((each) => each.portalId)
    : [undefined];
  for (const id of ids) {
    const deps = await open(id);
    if (deps !== null) await examinePortal(deps, look);
  }
}

async function examinePortal(deps: PipelineDeps, look: LookAt): Promise<void> {
  for (const [scope, path, without] of SCOPE_PROBES) {
    await look(`scope ${scope}`, GRANT_SCOPE, async () => {
      try {
        await deps.api.request({
          method: 'GET',
          path,
          query: { limit: 1 },
          schema: z.unknown(),
          priority: 'interactive',
        });
      } catch (thrown) {
        if (without === undefined || toAppError(thrown).code !== 'forbidden') throw thrown;
        return { state: 'off', message: `not granted: ${without}`, remedy: GRANT_SCOPE };
      }
      return { message: 'granted' };
    });
  }
  await look('properties', 'Run "pulso provision".', async () => {
    const { settings } = await withPortalSettings(deps);
    const { drift, created } = await provisionPortal(deps.api, { ...settings, check: true });
    const missing = [...created, ...drift.map((each) => `${each.name}: ${each.problem.en}`)];
    if (missing.length > 0) throw new Error(`${missing.length} differ, first ${missing[0]}`);
    return { message: `all ${HEALTH_PROPERTY_NAMES.length} in place` };
  });
  await examineSources(deps, look);
}

async function examineSources(deps: PipelineDeps, look: LookAt): Promise<void> {
  const { db, portalId } = deps;
  const states = await loadSourceStates(db, portalId);
  const qualities = await readSourceQualities(deps);
  const reasons = await reasonsBySource(db, portalId, 1);
  const open = (await loadAccounts(db, portalId)).filter(
    ({ companyId, confirmed }) => companyId === null && !confirmed,
  );
  for (const { meta } of deps.sources) {
    await look(`source ${meta.id}`, `Check ${meta.credentials.join(', ')}; see ${meta.docs}`, async () => {
      const state = states[meta.id];
      const quality = qualities.get(meta.id);
      if (state === undefined || quality === undefined)
        return { state: 'off', message: 'connected, not read yet' };
      if (state.status !== 'ok')
        throw new Error(state.reason === undefined ? state.status : messageText(state.reason, 'en'));
      if (quality.currency === null || quality.currency > FRESH_HOURS)
        throw new Error(`last read to its end ${state.fetchedAt ?? 'never'}`);
      const findings = {
        quality,
        problems: (reasons.get(meta.id) ?? []).map(({ reason, records }) => ({
          reason: messageTexts(reason),
          records,
        })),
        waiting: open.filter(({ source }) => source === meta.id).length,
      };
      return { message: qualityWords(findings), remedy: qualityRemedy(findings, meta) };
    });
  }
}

/** One cheap read that each scope allows; of those that a run can do without, what is missing then. */
const SCOPE_PROBES: readonly (readonly [scope: string, path: string, without?: string])[] = [
  ['crm.objects.companies.read', '/crm/objects/2026-09/companies'],
  ['crm.objects.contacts.read', '/crm/objects/2026-09/contacts'],
  ['crm.objects.deals.read', '/crm/objects/2026-09/deals'],
  ['crm.objects.owners.read', '/crm/owners/2026-09'],
  ['sales-email-read', '/crm/objects/2026-09/emails', 'mails are not read'],
];

async function clockSkew(store: Store): Promise<{ message: string }> {
  const before = Date.now();
  const { rows } = await sql<{
    now: number;
  }>`select extract(epoch from clock_timestamp()) * 1000 as now`.execute(store.db);
  const skew = Math.abs(Number(rows[0]?.now) - (before + Date.now()) / 2) / 1000;
  if (!(skew <= MAX_SKEW_SECONDS)) throw new Error(`${Math.round(skew)} s apart from the database's`);
  return { message: 'agrees with the database' };
}

async function encryption(config: Config, store: Store): Promise<{ state?: 'off'; message: string }> {
  if (config.PULSO_ENCRYPTION_KEY.length === 0) {
    const stored = await store.db.selectFrom('credential').select('name').limit(1).execute();
    if (stored.length > 0) throw new Error('missing, but secrets are stored');
    return { state: 'off', message: 'not set; needed only for accounts connected by OAuth' };
  }
  return { message: `key ${createCipher(config.PULSO_ENCRYPTION_KEY).keyId}` };
}

/** The doctor closes its store itself, once. */
function unclosed(store: Store): Store {
  return { ...store, close: async () => undefined };
}

/** A configuration names all its problems, one a line; of other errors the first lines say what failed. */
function oneLine(code: ErrorCode, text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const shown = code === 'config-invalid' ? rest.join('; ') : (rest[0] ?? '');
  return `${first} ${shown}`.trimEnd();
}
