import { type Call, ok, type Reply, type Route } from './http/call.ts';
import { type RateLimiter } from './http/rate-limit.ts';
import { family } from './http/routes.ts';

function details(call: Call): Reply {
  return ok({
    portalId: call.state.portalId,
    accountType: 'STANDARD',
    timeZone: 'UTC',
    companyCurrency: 'EUR',
    additionalCurrencies: ['USD'],
    utcOffset: '+00:00',
    utcOffsetMilliseconds: 0,
    uiDomain: 'app-eu1.hubspot.com',
    dataHostingLocation: 'eu1',
  });
}

/** Requests of the day; what is reported without a daily limit is the largest number the field takes. */
function usage(limiter: RateLimiter): Reply {
  const now = Date.now();
  const { used, limit, resetsAt } = limiter.usage(now);
  return ok({
    results: [
      {
        name: 'private-apps-api-calls-daily',
        usageLimit: limit ?? 2_147_483_647,
        currentUsage: used,
        collectedAt: new Date(now).toISOString(),
        fetchStatus: 'SUCCESS',
        resetsAt: new Date(resetsAt).toISOString(),
      },
    ],
  });
}

export function accountRoutes(limiter: RateLimiter): Route[] {
  const add = family({ legacy: ['/account-info/v3'], dated: '/account-info' });
  return [
    ...add('GET', '/details', details),
    ...add('GET', '/api-usage/daily/private-apps', () => usage(limiter)),
  ];
}
