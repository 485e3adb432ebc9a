import { AppError } from '../../src/errors.ts';
import { say } from '../../src/model/messages/message.ts';
import { signV3 } from '../../src/hubspot/signature.ts';
import { failureOf, type FunctionContext } from './function.ts';

/** Set by the build to where the service is; `PULSO_SERVICE_URL` overrules it. */
declare const PULSO_BUILD: { readonly origin: string } | undefined;

/** HubSpot ends functions after ten seconds; we answer before. */
const TIMEOUT_MS = 9_000;

/** Whether this function was told the service's secret and address. */
export function hasService(): boolean {
  return Boolean(process.env['PULSO_CLIENT_SECRET']) && URL.canParse(serviceAddress());
}

/**
 * A function that hands an action on to the service, signed as HubSpot itself would sign it, so that functions and
 * signed requests meet the same endpoint. Never throws: failures come back as `{ error: { code, message } }`.
 */
export function serviceFunction(
  action: string | null,
  timeoutMs = TIMEOUT_MS,
): (context: FunctionContext) => Promise<unknown> {
  return async ({ parameters }) => {
    try {
      const { action: asked, userEmail, locale, ...rest } = objectOf(parameters);
      const name = action ?? (typeof asked === 'string' ? asked : '');
      const asker = { userEmail, locale };
      return await send(name, rest, asker, timeoutMs);
    } catch (error) {
      return failureOf(error, parameters);
    }
  };
}

function objectOf(parameters: unknown): Record<string, unknown> {
  return typeof parameters === 'object' && parameters !== null ? { ...parameters } : {};
}

async function send(
  action: string,
  parameters: object,
  asker: Readonly<Record<string, unknown>>,
  timeoutMs: number,
): Promise<unknown> {
  const secret = process.env['PULSO_CLIENT_SECRET'];
  if (!secret) {
    throw new AppError('config-invalid', say('function.no-client-secret'));
  }
  const url = new URL(`/api/actions/${encodeURIComponent(action)}`, serviceOrigin());
  for (const [name, value] of Object.entries(asker)) {
    if (typeof value === 'string') url.searchParams.set(name, value);
  }
  const body = Buffer.from(JSON.stringify(parameters));
  const timestamp = Date.now();
  const signature = signV3({ method: 'POST', url: url.href, body, timestamp, secret });
  const answer = await fetched(url, {
    method: 'POST',
    body,
    redirect: 'error',
    headers: {
      'content-type': 'application/json',
      'x-hubspot-signature-v3': signature,
      'x-hubspot-request-timestamp': String(timestamp),
    },
    signal: AbortSignal.timeout(timeoutMs),
  });
  return answer;
}

function serviceOrigin(): string {
  const origin = serviceAddress();
  if (URL.canParse(origin)) return origin;
  throw new AppError('config-invalid', say('function.no-service'));
}

function serviceAddress(): string {
  const built = typeof PULSO_BUILD === 'undefined' ? '' : PULSO_BUILD.origin;
  return process.env['PULSO_SERVICE_URL'] ?? built;
}

/** The JSON object the service answers, its failures included. */
async function fetched(url: URL, init: RequestInit): Promise<unknown> {
  let text: string;
  try {
    text = await (await fetch(url, init)).text();
  } catch (cause) {
    throw new AppError('upstream-unavailable', say('function.service-late'), {
      cause,
    });
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Reported below: whatever stands in front of the service answered in its place.
  }
  throw new AppError('upstream-unavailable', say('function.not-the-service'));
}
