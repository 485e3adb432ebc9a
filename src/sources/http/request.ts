import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type SourceDeps } from './deps.ts';
import { throwIfAborted, withRetry } from './retry.ts';
import {
  errorForGarbage,
  errorForNetwork,
  errorForStatus,
  type FailedAnswer,
  resetAfterMs,
  retryAfterMs,
  type Upstream,
} from './upstream-error.ts';

export interface HttpRequest {
  readonly upstream: Upstream;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent by POST; a request without a body is a GET. */
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
  /** Statuses besides 200 that `read` wants to see; every other one is an error. */
  readonly accept?: readonly number[];
  /** The vendor's own reading of a refusal; {@link errorForStatus} where it is absent. */
  readonly explain?: ((answer: FailedAnswer) => AppError) | undefined;
  /** Longest silence, before the first byte and between two, in milliseconds. */
  readonly idleTimeoutMs: number;
  /** A longer body is refused. */
  readonly maxBytes: number;
}

/** An answer whose body has not been read yet. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body piece by piece; throws when it breaks off, stalls or grows too large. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

const MAX_ERROR_BYTES = 8_192;

/**
 * Sends a request and reads the answer; both together are repeated by the retry policy, so `read` must be able to start over.
 *
 * @throws AppError `unauthorized`, `forbidden`, `rate-limited`, `upstream-unavailable`, `upstream-invalid`,
 *   `upstream-rejected`, `cancelled`
 */
export async function getFrom<Result>(
  request: HttpRequest,
  deps: SourceDeps,
  read: (answer: Answer) => Promise<Result>,
): Promise<Result> {
  return withRetry(() => attempt(request, deps, read), request.signal, deps);
}

async function attempt<Result>(
  request: HttpRequest,
  deps: SourceDeps,
  read: (answer: Answer) => Promise<Result>,
): Promise<Result> {
  const silence = new SilenceTimer(request.idleTimeoutMs);
  const abort = new AbortController();
  const signal = AbortSignal.any([request.signal, silence.signal, abort.signal]);
  try {
    const response = await send(request, deps, signal);
    if (response.status !== 200 && !request.accept?.includes(response.status)) {
      throw await failure(request, response, silence);
    }
    const chunks = boundedChunks(request, response, silence, request.maxBytes);
    return await read({ status: response.status, headers: response.headers, chunks });
  } finally {
    silence.stop();
    abort.abort();
  }
}

async function send(request: HttpRequest, deps: SourceDeps, signal: AbortSignal): Promise<Response> {
  const send = deps.fetch ?? fetch;
  try {
    const { body, headers } = request;
    return await send(
      request.url,
      body === undefined ? { headers, signal } : { method: 'POST', headers, body, signal },
    );
  } catch (cause) {
    throwIfAborted(request.signal);
    throw errorForNetwork(request.upstream, cause);
  }
}

async function failure(request: HttpRequest, response: Response, silence: SilenceTimer): Promise<AppError> {
  const failed = {
    status: response.status,
    detail: await startOfBody(boundedChunks(request, response, silence, Number.POSITIVE_INFINITY)),
    retryAfterMs: wishedWaitMs(response),
  };
  return request.explain?.(failed) ?? errorForStatus(request.upstream, failed);
}

/** How long a refused caller is asked to wait. A reset time on other failures says nothing about them. */
function wishedWaitMs({ status, headers }: Response): number | undefined {
  const date = headers.get('date');
  const asked = retryAfterMs(headers.get('retry-after'), date);
  if (asked !== undefined || status !== 429) return asked;
  return resetAfterMs(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset'), date);
}

/** The first bytes of a body as text, for a message; a body that cannot be read is no reason to fail differently. */
export async function startOfBody(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of chunks) {
      parts.push(chunk);
      size += chunk.byteLength;
      if (size >= MAX_ERROR_BYTES) break;
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'cancelled') throw error;
  }
  return Buffer.concat(parts).subarray(0, MAX_ERROR_BYTES).toString('utf8');
}

async function* boundedChunks(
  request: HttpRequest,
  response: Response,
  silence: SilenceTimer,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  let size = 0;
  for (;;) {
    const next = await reader.read().catch((cause: unknown) => {
      throwIfAborted(request.signal);
      throw errorForNetwork(request.upstream, cause);
    });
    if (next.done) return;
    silence.restart();
    size += next.value.byteLength;
    if (size > maxBytes)
      throw errorForGarbage(request.upstream, say('garbage.too-large', { most: maxBytes }));
    yield next.value;
  }
}

/** Aborts when nothing has happened for a while. */
class SilenceTimer {
  readonly #controller = new AbortController();
  readonly #ms: number;
  #timer: NodeJS.Timeout;

  constructor(ms: number) {
    this.#ms = ms;
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(): void {
    this.stop();
    this.#timer = this.#start();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #start(): NodeJS.Timeout {
    const reason = new Error(`no byte for ${this.#ms} ms`);
    return setTimeout(() => this.#controller.abort(reason), this.#ms);
  }
}
