import { z } from 'zod';
import { type Call, noContent, ok, type Reply, type Route } from '../http/call.ts';
import { PortalError } from '../http/errors.ts';
import { parseBody } from '../http/parse.ts';
import { family } from '../http/routes.ts';
import { SANDBOX_APP } from '../options.ts';
import { consent, grantTokens, oauthError, requireClient, type TokenPair, tokenRequest } from './grants.ts';
import { ACCESS_TOKEN_SECONDS, type IssuedToken } from './token-book.ts';

const USER = 'admin@sandbox.example';
const HUB_DOMAIN = 'sandbox.example';

const namedToken = z.object({
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  token: z.string().default(''),
});

/** The consent screen, answered at once: redirects back with a code. */
function authorizeApp(call: Call): Reply {
  const redirect = call.query.get('redirect_uri') ?? '';
  if (call.query.get('client_id') !== SANDBOX_APP.clientId) {
    throw oauthError('BAD_CLIENT_ID', 'missing or unknown client id');
  }
  if (!URL.canParse(redirect)) throw oauthError('BAD_REDIRECT_URI', 'missing or invalid redirect uri');
  const scopes = [call.query.get('scope') ?? '', call.query.get('optional_scope') ?? ''].join(' ');
  const code = call.state.tokens.issueCode(consent(SANDBOX_APP.clientId, scopes), redirect);
  const target = new URL(redirect);
  target.searchParams.set('code', code.token);
  const state = call.query.get('state');
  if (state !== null) target.searchParams.set('state', state);
  return { status: 302, headers: { location: target.href } };
}

function bareTokens({ access, refresh }: TokenPair) {
  return {
    token_type: 'bearer',
    access_token: access.token,
    refresh_token: refresh.token,
    expires_in: ACCESS_TOKEN_SECONDS,
  };
}

function tokensV1(call: Call): Reply {
  return ok(bareTokens(grantTokens(call.state.tokens, parseBody(call, tokenRequest))));
}

/** Newer versions say whom the token is for. */
function tokens(call: Call): Reply {
  const pair = grantTokens(call.state.tokens, parseBody(call, tokenRequest));
  return ok({
    ...bareTokens(pair),
    hub_id: call.state.portalId,
    user_id: pair.access.userId,
    scopes: pair.access.scopes,
    token_use: 'access_token',
  });
}

function secondsLeft(call: Call, token: IssuedToken): number {
  return Math.max(0, Math.round(((token.expiresAt ?? 0) - call.state.now()) / 1_000));
}

/** The signed form of a token that HubSpot's own services use; its signatures mean nothing here. */
function signedForm(call: Call, token: IssuedToken) {
  return {
    expiresAt: token.expiresAt ?? 0,
    scopes: token.scopes.join(' '),
    hubId: call.state.portalId,
    userId: token.userId,
    appId: SANDBOX_APP.appId,
    signature: '',
    newSignature: '',
    scopeToScopeGroupPks: '',
    trialScopes: '',
    trialScopeToScopeGroupPks: '',
    hublet: 'eu1',
    isUserLevel: false,
    installingUserId: token.userId,
    isServiceAccount: false,
    isPrivateDistribution: true,
  };
}

function describeToken(call: Call, token: IssuedToken) {
  return {
    token: token.token,
    user: USER,
    hub_domain: HUB_DOMAIN,
    scopes: token.scopes,
    hub_id: call.state.portalId,
    user_id: token.userId,
    token_type: token.kind,
  };
}

function describeAccess(call: Call, token: IssuedToken) {
  return {
    ...describeToken(call, token),
    app_id: SANDBOX_APP.appId,
    expires_in: secondsLeft(call, token),
    is_private_distribution: true,
    signed_access_token: signedForm(call, token),
  };
}

function unknownToken(): PortalError {
  return new PortalError(404, { message: 'token is invalid or expired', category: 'OBJECT_NOT_FOUND' });
}

function readAccessV1(call: Call): Reply {
  const token = call.state.tokens.find('access', call.params.token ?? '');
  if (!token || call.state.tokens.isExpired(token)) throw unknownToken();
  return ok(describeAccess(call, token));
}

function readRefreshV1(call: Call): Reply {
  const token = call.state.tokens.find('refresh', call.params.token ?? '');
  if (!token) throw unknownToken();
  return ok({ ...describeToken(call, token), client_id: token.clientId });
}

function deleteRefreshV1(call: Call): Reply {
  call.state.tokens.revoke(call.params.token ?? '');
  return noContent();
}

function introspect(call: Call): Reply {
  const request = parseBody(call, namedToken);
  requireClient(request);
  const access = call.state.tokens.find('access', request.token);
  const refresh = call.state.tokens.find('refresh', request.token);
  const shared = { client_id: SANDBOX_APP.clientId };
  if (access) {
    const active = !call.state.tokens.isExpired(access);
    return ok({ ...describeAccess(call, access), ...shared, active, token_use: 'access_token' });
  }
  if (!refresh) throw unknownToken();
  return ok({
    ...describeToken(call, refresh),
    ...shared,
    app_id: SANDBOX_APP.appId,
    active: true,
    token_use: 'refresh_token',
  });
}

function revoke(call: Call): Reply {
  const request = parseBody(call, namedToken);
  requireClient(request);
  call.state.tokens.revoke(request.token);
  return noContent();
}

export function oauthRoutes(): Route[] {
  const open = { authenticated: false, pool: 'none' } as const;
  const consentPage = family({ legacy: ['/oauth'] });
  const v1 = family({ legacy: ['/oauth/v1'] });
  const current = family({ legacy: ['/oauth/v3'], dated: '/oauth' });
  return [
    ...consentPage('GET', '/authorize', authorizeApp, open),
    ...v1('POST', '/token', tokensV1, open),
    ...v1('GET', '/access-tokens/:token', readAccessV1, open),
    ...v1('GET', '/refresh-tokens/:token', readRefreshV1, open),
    ...v1('DELETE', '/refresh-tokens/:token', deleteRefreshV1, open),
    ...current('POST', '/token', tokens, open),
    ...current('POST', '/token/introspect', introspect, open),
    ...current('POST', '/token/revoke', revoke, open),
  ];
}
