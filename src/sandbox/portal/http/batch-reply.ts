import { type Reply } from './call.ts';
import { validationError } from './errors.ts';

/** @throws PortalError 400 when a batch is empty or larger than `max` */
export function requireInputs(count: number, max: number): void {
  if (count === 0) throw validationError('No inputs were given');
  if (count > max) {
    throw validationError(
      `The maximum number of inputs supported in a batch request is ${max}, the request has ${count}`,
    );
  }
}

/** Answer of a batch: 207 when there are errors, `success` otherwise. `now` in milliseconds. */
export function batchReply(
  now: number,
  success: 200 | 201,
  results: readonly unknown[],
  errors: readonly object[] = [],
): Reply {
  const at = new Date(now).toISOString();
  const body = { status: 'COMPLETE', results, startedAt: at, completedAt: at };
  if (errors.length === 0) return { status: success, body };
  return { status: 207, body: { ...body, numErrors: errors.length, errors } };
}
