import { z } from 'zod';
import { type PortalOptions, type RunningPortal, startPortal } from '../../../src/sandbox/portal/index.ts';
import { type HubSpotApi, type HubSpotRequest } from '../../../src/model/hubspot-api.ts';
import { createTestApi } from './stub-api.ts';

export interface SandboxedApi {
  readonly api: HubSpotApi;
  readonly portal: RunningPortal;
  /** A call beside the code under test, unchecked. */
  readonly call: (method: HubSpotRequest<z.ZodType>['method'], path: string, body?: unknown) => Promise<Json>;
}

/** A JSON value that tests may look into freely. */
export interface Json {
  readonly [key: string]: Json;
}

/** The real client, on virtual time, against a fresh sandbox portal whose own limits are out of the way. */
export async function startSandbox(options: Partial<PortalOptions> = {}): Promise<SandboxedApi> {
  const portal = await startPortal({
    dataDir: null,
    world: null,
    rateLimit: { max: 100_000, intervalMs: 10_000 },
    searchPerSecond: null,
    ...options,
  });
  const { api } = createTestApi(portal.baseUrl, { accessToken: portal.accessToken });
  return {
    api,
    portal,
    call: async (method, path, body) =>
      (await api.request({ method, path, body, schema: z.unknown() })) as Json,
  };
}

/** Creates companies named `Company 0` …; returns their ids. */
export async function createCompanies({ call }: SandboxedApi, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < count; start += 100) {
    const inputs = Array.from({ length: Math.min(100, count - start) }, (_, index) => ({
      properties: { name: `Company ${start + index}` },
      associations: [],
    }));
    const { results } = await call('POST', '/crm/objects/2026-09/companies/batch/create', { inputs });
    ids.push(...(results as unknown as { id: string }[]).map(({ id }) => id));
  }
  return ids;
}
