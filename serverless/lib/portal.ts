import { AppError } from '../../src/errors.ts';
import { say } from '../../src/model/messages/message.ts';
import { errorFromAnswer } from '../../src/hubspot/client/answer-error.ts';
import { pathWithQuery } from '../../src/hubspot/client/query.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';

export interface PortalOptions {
  /** Access token of the app; never logged and never part of a message. */
  readonly token: string;
  readonly baseUrl: string;
  /** Ends every request when the time of the function is over. */
  readonly signal: AbortSignal;
}

/**
 * The portal a function runs in, over plain fetch: no retries (whoever pressed the button does that) and none of the
 * official client, which alone would be larger than all functions together.
 */
export function createPortal({ token, baseUrl, signal }: PortalOptions): HubSpotApi {
  return {
    async request({ method, path, query, body, schema }) {
      const call = `${method} ${path}`;
      const url = new URL(pathWithQuery(path, query), baseUrl);
      const answer = await send(url, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal,
      });
      if (answer.status < 200 || answer.status >= 300) {
        const clean = { ...answer, text: answer.text.replaceAll(token, '[token]') };
        throw errorFromAnswer(clean, call, Date.now());
      }
      const parsed = schema.safeParse(jsonOf(answer.text));
      if (parsed.success) return parsed.data;
      throw new AppError('upstream-invalid', say('function.unexpected', { call }));
    },
  };
}

async function send(url: URL, init: RequestInit) {
  try {
    const response = await fetch(url, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    throw new AppError('upstream-unavailable', say('function.hubspot-late'), { cause });
  }
}

/** What is no JSON fits no schema. */
function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return null;
  }
}
