import { type HubSpotRequest } from '../../model/hubspot-api.ts';
import { type z } from 'zod';

/** `path?query`; a list becomes a repeated parameter, as the official client writes it; undefined is left out. */
export function pathWithQuery(path: string, query: HubSpotRequest<z.ZodType>['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) parameters.append(name, String(each));
  }
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}
