import { z } from 'zod';
import { type SourceDeps } from '../http/deps.ts';
import { addressBelow, jsonFrom } from '../http/json.ts';
import { createSession } from '../http/session.ts';
import { type Upstream } from '../http/upstream-error.ts';

/** An API token of an administrator, or the OAuth client of an integration. */
export type ZendeskCredentials =
  | { readonly email: string; readonly apiToken: string }
  | { readonly clientId: string; readonly clientSecret: string };

export interface ZendeskAccess {
  /** `https://acme.zendesk.com` */
  readonly baseUrl: string;
  readonly credentials: ZendeskCredentials;
}

export type Query = Readonly<Record<string, string>>;

/** Reading access to one help desk. */
export interface ZendeskApi {
  /** `path` below `/api/v2/`. @throws AppError as {@link jsonFrom} */
  get<Schema extends z.ZodType>(
    path: string,
    query: Query,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>>;
}

const grant = z.object({ access_token: z.string().min(1) });

export function zendeskApi(access: ZendeskAccess, deps: SourceDeps): ZendeskApi {
  const { credentials } = access;
  const upstream = upstreamOf(credentials);
  const send = <Schema extends z.ZodType>(
    [path, query, schema, signal]: Parameters<ZendeskApi['get']>,
    authorization: string,
  ) => {
    const url = addressBelow(access.baseUrl, `api/v2/${path}`, query);
    return jsonFrom({ upstream, url, headers: { authorization }, signal }, deps, schema as Schema);
  };
  if ('apiToken' in credentials) {
    const { email, apiToken } = credentials;
    const authorization = `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`;
    return { get: (path, query, schema, signal) => send([path, query, schema, signal], authorization) };
  }
  const { clientId, clientSecret } = credentials;
  const session = createSession(async (signal) => {
    const body = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'read',
    };
    const request = {
      upstream,
      url: addressBelow(access.baseUrl, 'oauth/tokens'),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    };
    return (await jsonFrom(request, deps, grant)).access_token;
  });
  return {
    get: (path, query, schema, signal) =>
      session.call(signal, (token) => send([path, query, schema, signal], `Bearer ${token}`)),
  };
}

function upstreamOf(credentials: ZendeskCredentials): Upstream {
  const names =
    'apiToken' in credentials
      ? 'ZENDESK_EMAIL and ZENDESK_API_TOKEN'
      : 'ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET';
  return { name: 'Zendesk', credentials: names };
}
