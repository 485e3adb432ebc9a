import { type IncomingMessage } from 'node:http';
import { PortalError, validationError } from './errors.ts';

/** Largest request body taken, in bytes; a batch of 100 records with long texts stays well below. */
export const MAX_BODY_BYTES = 10_000_000;

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped, so that the sender gets the answer instead of a broken pipe.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) {
    throw new PortalError(413, { message: 'Request entity too large', category: 'VALIDATION_ERROR' });
  }
  return Buffer.concat(chunks);
}

/** Line and column (from 1) of a character offset. */
function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

export function invalidJson(where: string, why: string): PortalError {
  return validationError(`Invalid input JSON on ${where}: ${why}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'unreadable';
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    throw invalidJson(position(text, offset), message.replace(/ in JSON at position.*$/s, ''));
  }
}

/** The body of a request: form-encoded as a record of strings, otherwise JSON; undefined when empty. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const text = (await readBytes(request)).toString('utf8');
  if (text.trim() === '') return undefined;
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  return parseJson(text);
}
