import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { HUBSPOT_API_VERSION } from '../../model/hubspot-api.ts';
import { errorFromAnswer } from '../client/answer-error.ts';
import { parseErrorBody } from '../client/error-body.ts';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from './scopes.ts';

export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where HubSpot sends the user back to; must be one of the app's redirect URLs. */
  readonly redirectUri: string;
  /** Address of the REST API. */
  readonly baseUrl: string;
  /** Address of the consent page. */
  readonly authorizeUrl: string;
}

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly portalId: string;
  readonly userId: string | null;
  readonly scopes: readonly string[];
}

export interface OAuthClient {
  /** The consent page. HubSpot offers no PKCE to apps of this kind, so the state is what binds the answer. */
  consentUrl(state: string): string;
  exchange(code: string): Promise<TokenPair>;
  /**
   * @throws AppError `unauthorized` when the refresh token is not valid any more: the app was uninstalled;
   * `config-invalid` when HubSpot refuses the app's own id or secret, which says nothing about the portal.
   */
  refresh(refreshToken: string): Promise<TokenPair>;
  revoke(refreshToken: string): Promise<void>;
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  hub_id: z.union([z.number(), z.string()]).transform(String),
  user_id: z.union([z.number(), z.string()]).transform(String).nullish(),
  scopes: z.array(z.string()),
});

const TIMEOUT_MS = 15_000;

export function createOAuthClient(app: OAuthApp): OAuthClient {
  const credentials = { client_id: app.clientId, client_secret: app.clientSecret };
  const tokens = async (grant: Record<string, string>): Promise<TokenPair> => {
    const text = await post(app, `/oauth/${HUBSPOT_API_VERSION}/token`, { ...credentials, ...grant });
    return tokenPair(text);
  };
  return {
    consentUrl(state) {
      const url = new URL(app.authorizeUrl);
      const parameters = {
        client_id: app.clientId,
        redirect_uri: app.redirectUri,
        scope: REQUIRED_SCOPES.join(' '),
        optional_scope: OPTIONAL_SCOPES.join(' '),
        state,
      };
      // HubSpot wants spaces as %20, which URLSearchParams does not write.
      url.search = Object.entries(parameters)
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join('&');
      return url.href;
    },
    exchange: (code) => tokens({ grant_type: 'authorization_code', redirect_uri: app.redirectUri, code }),
    refresh: (refreshToken) => tokens({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    async revoke(refreshToken) {
      await post(app, `/oauth/${HUBSPOT_API_VERSION}/token/revoke`, {
        ...credentials,
        token: refreshToken,
        token_type_hint: 'refresh_token',
      });
    },
  };
}

function tokenPair(text: string): TokenPair {
  const answer = tokenAnswer.safeParse(parseJson(text));
  if (!answer.success) {
    throw new AppError('upstream-invalid', say('hubspot.token-shape'));
  }
  const { data } = answer;
  return {
    accessToken: data.access_token,
    refreshToken: data.refresh_token,
    expiresInSeconds: data.expires_in,
    portalId: data.hub_id,
    userId: data.user_id ?? null,
    scopes: data.scopes,
  };
}

async function post({ baseUrl }: OAuthApp, path: string, form: Record<string, string>): Promise<string> {
  const call = `POST ${path}`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(path, baseUrl), {
      method: 'POST',
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    text = await response.text();
  } catch (cause) {
    throw new AppError('upstream-unavailable', say('hubspot.unreachable-for', { call }), {
      cause,
    });
  }
  if (response.ok) return text;
  const { status } = parseErrorBody(text);
  // Secrets and codes are in the request, so nothing of the answer but HubSpot's own code of the problem is passed on.
  const named = response.status === 400 && typeof status === 'string' ? status : '';
  if (response.status === 401 || APP_REFUSED.has(named)) {
    throw new AppError('config-invalid', say('hubspot.app-refused'), { details: { call, status: named } });
  }
  if (REFUSED.has(named)) {
    throw new AppError('unauthorized', say('hubspot.authorization', { status: named }), {
      details: { call, status: named },
    });
  }
  throw errorFromAnswer({ status: response.status, headers: response.headers, text: '' }, call, Date.now());
}

const REFUSED = new Set([
  'BAD_REFRESH_TOKEN',
  'BAD_AUTH_CODE',
  'EXPIRED_AUTH_CODE',
  'MISMATCH_REDIRECT_URI_AUTH_CODE',
]);
const APP_REFUSED = new Set(['BAD_CLIENT_ID', 'BAD_CLIENT_SECRET']);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
