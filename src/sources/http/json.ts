import { type z } from 'zod';
import { say } from '../../model/messages/message.ts';
import { type SourceDeps } from './deps.ts';
import { type Answer, getFrom, type HttpRequest } from './request.ts';
import { errorForGarbage, type Upstream } from './upstream-error.ts';

/** A request whose answer is one JSON document of moderate size; limits have defaults that fit all vendors. */
export interface JsonRequest extends Omit<HttpRequest, 'idleTimeoutMs' | 'maxBytes'> {
  /** Throws for an answer that is a failure although its status is none. */
  readonly inspect?: ((body: unknown) => void) | undefined;
}

const IDLE_TIMEOUT_MS = 60_000;
const MAX_BYTES = 64 * 1024 ** 2;

/**
 * Sends a request and validates the JSON document it is answered with.
 *
 * @throws AppError as {@link getFrom}; `upstream-invalid` when the body is no JSON or does not fit the schema
 */
export function jsonFrom<Schema extends z.ZodType>(
  request: JsonRequest,
  deps: SourceDeps,
  schema: Schema,
): Promise<z.output<Schema>> {
  const limits = { idleTimeoutMs: IDLE_TIMEOUT_MS, maxBytes: MAX_BYTES };
  return getFrom({ ...limits, ...request }, deps, async (answer) => {
    const body = await readJson(answer, request.upstream);
    request.inspect?.(body);
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw errorForGarbage(
      request.upstream,
      say('garbage.shape', { path: request.url.pathname }),
      parsed.error,
    );
  });
}

async function readJson(answer: Answer, upstream: Upstream): Promise<unknown> {
  const text = await textOf(answer.chunks);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw errorForGarbage(upstream, say('garbage.not-json'), cause);
  }
}

/** A whole body as UTF-8 text. */
export async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

/** An address below a base address that may or may not end in a slash, with query parameters. */
export function addressBelow(
  baseUrl: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
): URL {
  const url = new URL(path.replace(/^\//, ''), baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
