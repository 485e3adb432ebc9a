import { type IncomingHttpHeaders } from 'node:http';
import { SANDBOX_APP } from '../options.ts';
import { type Principal } from '../oauth/principal.ts';
import { type TokenBook } from '../oauth/token-book.ts';
import { type Call } from './call.ts';
import { PortalError } from './errors.ts';

const AUTH_DOCS = 'https://developers.hubspot.com/docs/methods/auth/oauth-overview';

function unauthorized(): PortalError {
  return new PortalError(401, {
    message: `Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at ${AUTH_DOCS}`,
    category: 'INVALID_AUTHENTICATION',
  });
}

/** Milliseconds since the epoch. */
export function tokenExpired(expiredAt: number, now: number): PortalError {
  const minutes = Math.floor((now - expiredAt) / 60_000);
  return new PortalError(401, {
    message: `The OAuth token used to make this call expired ${minutes} minute(s) ago.`,
    category: 'EXPIRED_AUTHENTICATION',
    context: { 'expire time': [new Date(expiredAt).toISOString()] },
  });
}

/** @throws PortalError 401 without a token that is valid now */
export function authenticate(
  headers: IncomingHttpHeaders,
  portal: { readonly accessToken: string; readonly tokens: TokenBook; readonly now: () => number },
): Principal {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw unauthorized();
  if (token === portal.accessToken) return { kind: 'private-app', appId: SANDBOX_APP.appId, scopes: null };
  const issued = portal.tokens.find('access', token);
  if (!issued) throw unauthorized();
  if (issued.expiresAt !== null && portal.tokens.isExpired(issued))
    throw tokenExpired(issued.expiresAt, portal.now());
  return { kind: 'oauth', appId: SANDBOX_APP.appId, scopes: issued.scopes };
}

/** @throws PortalError 403 naming the scopes of which the token needs one */
export function authorize(call: Call, scopes: readonly string[]): void {
  const granted = call.principal?.scopes;
  const isGranted = (scope: string) => scope.split(' ').every((each) => granted?.includes(each));
  if (!granted || scopes.length === 0 || scopes.some(isGranted)) return;
  throw new PortalError(403, {
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: scopes.flatMap((scope) => scope.split(' ')) },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
    category: 'MISSING_SCOPES',
  });
}
