import { createHubSpotApi, type HubSpotApiOptions } from '../../../src/hubspot/client/api.ts';
import { createRateLimiter } from '../../../src/hubspot/rate-limit/limiter.ts';
import { type HubSpotApi } from '../../../src/model/hubspot-api.ts';

export const TOKEN = 'pat-eu1-secret-0000';

export interface TestApi {
  readonly api: HubSpotApi;
  /** How long the client wanted to wait each time; no time really passes. */
  readonly slept: number[];
  readonly logged: string[];
}

/** The real client on virtual time against any base URL. */
export function createTestApi(baseUrl: string, options: Partial<HubSpotApiOptions> = {}): TestApi {
  const slept: number[] = [];
  const logged: string[] = [];
  let now = Date.parse('2026-11-01T00:00:00Z');
  const clock = () => now;
  const sleep = async (ms: number) => {
    slept.push(ms);
    now += ms;
  };
  const write = (facts: Readonly<Record<string, unknown>>, message: string) => {
    logged.push(`${JSON.stringify(facts)} ${message}`);
  };
  const api = createHubSpotApi({
    baseUrl,
    accessToken: TOKEN,
    limiter: createRateLimiter({ clock, sleep }),
    clock,
    sleep,
    log: { debug: write, warn: write },
    random: () => 0.5,
    timeoutMs: 5000,
    ...options,
  });
  return { api, slept, logged };
}
