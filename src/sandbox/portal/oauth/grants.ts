import { z } from 'zod';
import { PortalError } from '../http/errors.ts';
import { SANDBOX_APP } from '../options.ts';
import { type Grant, type IssuedToken, type TokenBook } from './token-book.ts';

export const tokenRequest = z.object({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  redirect_uri: z.string().optional(),
  code: z.string().optional(),
  refresh_token: z.string().optional(),
});
export type TokenRequest = z.infer<typeof tokenRequest>;

/** The OAuth endpoints put a code of their own where others say `error`. */
export function oauthError(status: string, message: string): PortalError {
  return new PortalError(400, { status, message, category: 'VALIDATION_ERROR' });
}

/** @throws PortalError unless the request comes from the app that the sandbox knows */
export function requireClient(request: Pick<TokenRequest, 'client_id' | 'client_secret'>): void {
  if (request.client_id !== SANDBOX_APP.clientId) {
    throw oauthError('BAD_CLIENT_ID', 'missing or unknown client id');
  }
  if (request.client_secret !== SANDBOX_APP.clientSecret) {
    throw oauthError('BAD_CLIENT_SECRET', 'missing or invalid client secret');
  }
}

export interface TokenPair {
  readonly access: IssuedToken;
  readonly refresh: IssuedToken;
}

function exchangeCode(tokens: TokenBook, request: TokenRequest): TokenPair {
  const code = tokens.find('code', request.code ?? '');
  if (!code || tokens.isExpired(code)) throw oauthError('BAD_AUTH_CODE', 'missing or unknown auth code');
  if (code.redirectUri !== request.redirect_uri) {
    throw oauthError('MISMATCH_REDIRECT_URI_AUTH_CODE', 'redirect uri does not match initial auth code uri');
  }
  tokens.revoke(code.token);
  return { access: tokens.issueAccess(code), refresh: tokens.issueRefresh(code) };
}

function refresh(tokens: TokenBook, request: TokenRequest): TokenPair {
  const token = tokens.find('refresh', request.refresh_token ?? '');
  if (!token) throw oauthError('BAD_REFRESH_TOKEN', 'missing or unknown refresh token');
  return { access: tokens.issueAccess(token), refresh: token };
}

/** @throws PortalError 400 with HubSpot's own code of what is wrong */
export function grantTokens(tokens: TokenBook, request: TokenRequest): TokenPair {
  requireClient(request);
  if (request.grant_type === 'authorization_code') return exchangeCode(tokens, request);
  if (request.grant_type === 'refresh_token') return refresh(tokens, request);
  throw oauthError('BAD_GRANT_TYPE', 'missing or unknown grant type');
}

/** Scopes of a consent: texts separated by spaces. */
export function consent(clientId: string, scopes: string): Grant {
  return {
    clientId,
    scopes: scopes.split(/\s+/).filter((scope) => scope !== ''),
    userId: SANDBOX_APP.userId,
  };
}
