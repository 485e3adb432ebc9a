import { type PullContext } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { addressBelow } from '../http/json.ts';
import { type Answer, getFrom } from '../http/request.ts';
import { type Upstream } from '../http/upstream-error.ts';

export const MIXPANEL: Upstream = {
  name: 'Mixpanel',
  credentials: 'MIXPANEL_SERVICE_ACCOUNT, MIXPANEL_SECRET and MIXPANEL_PROJECT_ID',
};

/** An export starts within a minute or two, and then flows. */
const IDLE_TIMEOUT_MS = 180_000;
const MAX_EXPORT_BYTES = 20 * 1024 ** 3;

export interface MixpanelAccess {
  /** `https://data.mixpanel.com`, or `https://data-eu.mixpanel.com`, `https://data-in.mixpanel.com`. */
  readonly baseUrl: string;
  /** User name of a service account. */
  readonly serviceAccount: string;
  readonly secret: string;
  readonly projectId: string;
}

export function authorization({ serviceAccount, secret }: MixpanelAccess): string {
  return `Basic ${Buffer.from(`${serviceAccount}:${secret}`).toString('base64')}`;
}

/**
 * Reads the events of whole project days, both inclusive (`GET /api/2.0/export`). `read` starts over when the
 * answer breaks off.
 *
 * @param where only events for which the expression holds
 */
export function exportDays<Result>(
  access: MixpanelAccess,
  days: { readonly from: string; readonly to: string },
  context: PullContext,
  deps: SourceDeps,
  read: (answer: Answer) => Promise<Result>,
  where?: string,
): Promise<Result> {
  const url = addressBelow(access.baseUrl, 'api/2.0/export', {
    project_id: access.projectId,
    from_date: days.from,
    to_date: days.to,
    time_in_ms: 'true',
    ...(where === undefined ? {} : { where }),
  });
  const request = {
    upstream: MIXPANEL,
    url,
    // The only encoding that the vendor's description allows.
    headers: { authorization: authorization(access), 'accept-encoding': 'gzip' },
    signal: context.signal,
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    maxBytes: MAX_EXPORT_BYTES,
  };
  return getFrom(request, deps, read);
}

/** The query API lives on `mixpanel.com` where raw exports come from `data.mixpanel.com`. */
export function queryAddress(access: MixpanelAccess, path: string): URL {
  const url = addressBelow(access.baseUrl, `api/query/${path}`, { project_id: access.projectId });
  const region = /^data(?:-(eu|in))?\.mixpanel\.com$/.exec(url.hostname);
  if (region !== null) url.hostname = region[1] === undefined ? 'mixpanel.com' : `${region[1]}.mixpanel.com`;
  return url;
}
