import { Client } from '@hubspot/api-client';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type Answer } from './answer-error.ts';

export interface OutgoingRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: unknown;
  readonly accessToken: string;
}

/** Sends one request and reads the answer whole. Failures on the way are `upstream-unavailable`. */
export type Send = (request: OutgoingRequest) => Promise<Answer>;

/**
 * The official client as transport. Its limiter and retry decorators are not used: they live in a process-wide
 * singleton, know neither `Retry-After` nor other callers, and the last client constructed sets them for all.
 */
export function createSend(baseUrl: string, timeoutMs: number): Send {
  const client = new Client({ basePath: baseUrl.replace(/\/+$/, '') });
  return async ({ method, path, body, accessToken }) => {
    const call = `${method} ${path.split('?')[0]}`;
    const exchange = async (): Promise<Answer> => {
      const headers = { Authorization: `Bearer ${accessToken}` };
      const response = await client.apiRequest({
        method,
        path,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    try {
      return await withTimeout(exchange(), timeoutMs);
    } catch (error) {
      const neverSent = NOT_CONNECTED.has(networkCode(error));
      const reason = error instanceof TimedOut ? `no answer within ${timeoutMs} ms` : networkReason(error);
      throw new AppError('upstream-unavailable', say('hubspot.unreachable', { call, why: reason }), {
        cause: error,
        details: { call, neverSent },
      });
    }
  };
}

/** Failures after which nothing can have reached HubSpot, so that any call may be repeated. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

class TimedOut extends Error {}

/** The official client takes no abort signal: a late answer is left to end by itself and thrown away. */
async function withTimeout<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut()), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Code of the cause beneath fetch's bare "fetch failed". Read by shape: errors may come from another realm. */
function networkCode(error: unknown): string {
  const cause = fieldOf(error, 'cause');
  const code = fieldOf(cause, 'code');
  return typeof code === 'string' ? code : '';
}

function networkReason(error: unknown): string {
  const message = fieldOf(error, 'message');
  return [typeof message === 'string' ? message : 'unknown failure', networkCode(error)]
    .filter(Boolean)
    .join(', ');
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
