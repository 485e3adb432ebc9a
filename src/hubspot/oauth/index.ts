export { createOAuthClient, type OAuthApp, type OAuthClient, type TokenPair } from './client.ts';
export { missingScopes, OPTIONAL_SCOPES, REQUIRED_SCOPES } from './scopes.ts';
export { createStateKeeper, type StateKeeper } from './state.ts';
