import { basicCredentials, bearerToken } from '../http/auth.ts';
import { jsonReply, type Reply, type SandboxRequest } from '../http/reply.ts';

/** Who may read: an API token of an administrator, and OAuth tokens got by client credentials. */
export interface DeskAccess {
  readonly email: string;
  readonly apiToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  refusal(request: SandboxRequest): Reply | null;
  grant(request: SandboxRequest): Reply;
  /** Every OAuth token handed out so far is refused from now on. */
  readonly expireTokens: () => void;
}

const LIFETIME_SECONDS = 1800;

export function createDeskAccess(seed: number): DeskAccess {
  const email = 'admin@vendor.example';
  const apiToken = `sandbox-token-${seed}`;
  const clientId = 'pulso-sandbox';
  const clientSecret = `sandbox-client-secret-${seed}`;
  const tokens = new Set<string>();
  let granted = 0;

  return {
    email,
    apiToken,
    clientId,
    clientSecret,
    expireTokens: () => tokens.clear(),
    refusal({ headers }) {
      const basic = basicCredentials(headers.authorization);
      if (basic?.user === `${email}/token` && basic.password === apiToken) return null;
      const token = bearerToken(headers.authorization);
      if (token !== null && tokens.has(token)) return null;
      if (token !== null) return jsonReply(401, { error: 'invalid_token' });
      return jsonReply(401, { error: "Couldn't authenticate you" });
    },
    grant({ body }) {
      const asked = parse(body);
      if (asked.client_id !== clientId || asked.client_secret !== clientSecret) {
        return jsonReply(401, { error: 'invalid_client', error_description: 'Client authentication failed' });
      }
      if (asked.grant_type !== 'client_credentials')
        return jsonReply(400, { error: 'unsupported_grant_type' });
      granted += 1;
      const token = `sandbox-oauth-${seed}-${granted}`;
      tokens.add(token);
      return jsonReply(200, {
        access_token: token,
        token_type: 'bearer',
        scope: asked.scope,
        expires_in: LIFETIME_SECONDS,
      });
    },
  };
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}
