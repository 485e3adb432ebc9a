import { type z } from 'zod';
import { type SourceDeps } from '../http/deps.ts';
import { addressBelow, jsonFrom } from '../http/json.ts';
import { type Upstream } from '../http/upstream-error.ts';

/** The version of the API whose shapes are read; without it Intercom answers in the workspace's own version. */
export const INTERCOM_VERSION = '2.14';

const INTERCOM: Upstream = { name: 'Intercom', credentials: 'INTERCOM_ACCESS_TOKEN' };

export interface IntercomAccess {
  /** `https://api.intercom.io`, or `https://api.eu.intercom.io`, `https://api.au.intercom.io`. */
  readonly baseUrl: string;
  readonly accessToken: string;
}

/** Reading access to one workspace. @throws AppError as {@link jsonFrom} */
export interface IntercomApi {
  /** A list that is asked for by a POST without a body. */
  list<Schema extends z.ZodType>(
    path: string,
    query: Readonly<Record<string, string>>,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>>;
  search<Schema extends z.ZodType>(
    path: string,
    body: object,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>>;
}

export function intercomApi(access: IntercomAccess, deps: SourceDeps): IntercomApi {
  const headers = {
    authorization: `Bearer ${access.accessToken}`,
    accept: 'application/json',
    'intercom-version': INTERCOM_VERSION,
  };
  return {
    list(path, query, schema, signal) {
      const url = addressBelow(access.baseUrl, path, query);
      return jsonFrom({ upstream: INTERCOM, url, headers, body: '', signal }, deps, schema);
    },
    search(path, body, schema, signal) {
      const request = {
        upstream: INTERCOM,
        url: addressBelow(access.baseUrl, path),
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal,
      };
      return jsonFrom(request, deps, schema);
    },
  };
}
