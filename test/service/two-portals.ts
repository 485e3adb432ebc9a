import { createHmac } from 'node:crypto';
import os from 'node:os';
import { readConfig } from '../../src/config.ts';
import { AppError } from '../../src/errors.ts';
import { signV3 } from '../../src/hubspot/signature.ts';
import { dayOf } from '../../src/model/day.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { scorePortal } from '../../src/pipeline/score.ts';
import { type PortalBook } from '../../src/service/portal-book.ts';
import { type RunningService, startService } from '../../src/service/service.ts';
import { saveAccounts, saveMatches } from '../../src/store/accounts.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { loadHealth, saveHealth } from '../../src/store/health.ts';
import { type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';

/** A service with two tenants, `1` and `2`, whose web part is real and whose HubSpot is not there. */
export interface TwoPortals {
  readonly service: RunningService;
  readonly url: string;
  close(): Promise<void>;
}

export const METRICS_TOKEN = 'of-the-scraper';
export const SECRET = 'client-secret-of-the-app';
export const PUBLIC_URL = 'https://pulso.example.com';
/** What must never be seen by the other tenant, and what by nobody. */
export const MARKS = { '1': 'owned-by-one', '2': 'owned-by-two' } as const;
export const webhookSecret = (portalId: string): string => `stripe-secret-${portalId}`;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function startTwoPortals(
  store: Store,
  options: { readonly requestsPerMinute?: number; readonly segment?: string } = {},
): Promise<TwoPortals> {
  for (const portalId of ['1', '2'] as const) await fill(store, portalId, options.segment ?? 'enterprise');
  const config = readConfig({
    HUBSPOT_CLIENT_SECRET: SECRET,
    PULSO_PUBLIC_URL: PUBLIC_URL,
    PULSO_PORT: '0',
    PULSO_RATE_LIMIT: String(options.requestsPerMinute ?? 1_000_000),
    PULSO_HEARTBEAT_SECONDS: '10',
    PULSO_METRICS_TOKEN: METRICS_TOKEN,
  });
  const service = await startService({
    config,
    store,
    book: bookOf(store),
    log: silent,
    clock: () => new Date(),
    role: 'web',
    install: null,
  });
  return { service, url: service.url ?? '', close: () => service.close() };
}

function bookOf(store: Store): PortalBook {
  const served = new Set(['1', '2']);
  return {
    find: async (portalId) => (portalId !== null && served.has(portalId) ? portalId : null),
    ids: async () => [...served],
    depsOf: async (portalId) => (served.has(portalId) ? depsOf(store, portalId) : null),
    secret: async (portalId, name) => (name === 'STRIPE_WEBHOOK_SECRET' ? webhookSecret(portalId) : null),
  };
}

function depsOf(store: Store, portalId: string): PipelineDeps {
  return {
    db: store.forPortal(portalId),
    portalId,
    api: {
      // Nothing was entered through functions; nothing can be published either.
      request: ({ path, schema }) =>
        path.endsWith('/batch/read')
          ? Promise.resolve(schema.parse({ results: [] }))
          : Promise.reject(new AppError('upstream-unavailable', 'HubSpot is not part of this test')),
    },
    sources: [],
    log: silent,
    clock: () => new Date(),
    tempDir: os.tmpdir(),
    settings: {
      locale: 'en',
      modelId: 'three-dimension',
      customerStages: ['customer'],
      managerOwnerId: null,
      backfillDays: 30,
    },
  };
}

/** Company `<portal>1` with a health, matched to the Stripe customer `cus_<portal>`. */
async function fill(store: Store, portalId: keyof typeof MARKS, segment: string): Promise<void> {
  const db = store.forPortal(portalId);
  const companyId = `${portalId}1`;
  const mark = MARKS[portalId];
  await saveCompanies(db, portalId, [crmCompany(companyId, { name: mark, segment })]);
  const account = {
    externalId: `cus_${portalId}`,
    name: mark,
    domains: [],
    emails: [],
    hubspotCompanyId: null,
  };
  await saveAccounts(db, portalId, 'stripe', [account]);
  const match = { matchedBy: 'domain', problem: null, suggestions: [] };
  await saveMatches(db, portalId, [{ source: 'stripe', externalId: `cus_${portalId}`, companyId, ...match }]);
  const asOf = dayOf(Date.now());
  await scorePortal(depsOf(store, portalId), { asOf });
  const scored = [...(await loadHealth(db, portalId)).values()];
  // In the fields that answers show, so that a leak would be seen.
  const marked = scored.map((each) => ({
    ...each,
    topRisks: [mark],
    breakdown: { ...each.breakdown, mark },
  }));
  await saveHealth(db, portalId, marked);
}

/** Headers as HubSpot sets them for this request. */
export function signed(method: string, path: string, body = '', at = Date.now()): Record<string, string> {
  const signature = signV3({
    method,
    url: PUBLIC_URL + path,
    body: Buffer.from(body),
    timestamp: at,
    secret: SECRET,
  });
  return { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': String(at) };
}

/** The header of a Stripe delivery. */
export function stripeSigned(body: string, secret: string): Record<string, string> {
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return { 'stripe-signature': `t=${at},v1=${signature}` };
}

export function stripeEvent(id: string, customer: string): string {
  return JSON.stringify({
    id,
    type: 'invoice.paid',
    data: { object: { object: 'invoice', id: 'in', customer } },
  });
}
