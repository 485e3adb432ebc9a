import { type Handler, type RatePool, type Route } from './call.ts';

/** Date versions served; both behave alike on the surface we use. */
const DATE_VERSIONS = ['2026-03', '2026-09'] as const;

interface RouteOptions {
  readonly pool?: RatePool;
  readonly authenticated?: boolean;
  readonly scopes?: Route['scopes'];
}

/** Adds a route below a family's prefixes, for example `add('GET', '/:objectType', list)`. */
export type AddRoute = (method: string, suffix: string, handler: Handler, options?: RouteOptions) => Route[];

/**
 * A family of endpoints that exists under several version schemes: `legacy` prefixes as they are
 * (`/crm/v3/objects`), `dated` ones followed by each date version (`/crm/objects` → `/crm/objects/2026-09`).
 */
export function family(prefixes: {
  readonly legacy: readonly string[];
  readonly dated?: string;
  readonly scopes?: Route['scopes'];
}): AddRoute {
  const dated = prefixes.dated;
  const all = [
    ...prefixes.legacy,
    ...(dated === undefined ? [] : DATE_VERSIONS.map((date) => `${dated}/${date}`)),
  ];
  return (method, suffix, handler, options = {}) =>
    all.map((prefix) => ({
      method,
      pattern: prefix + suffix,
      handler,
      pool: options.pool ?? 'standard',
      authenticated: options.authenticated ?? true,
      scopes: options.scopes ?? prefixes.scopes ?? (() => []),
    }));
}
