import { randomUUID } from 'node:crypto';
import { type ErrorRequestHandler, type RequestHandler } from 'express';
import { AppError, toAppError } from '../../errors.ts';
import { messageText, say } from '../../model/messages/message.ts';
import { localeOf } from './locale.ts';
import { type Log } from '../../pipeline/deps.ts';

export const handleUnknownRoute: RequestHandler = (request, _response, next) => {
  next(
    new AppError('not-found', say('service.nothing-there', { method: request.method, path: request.path })),
  );
};

/**
 * Every error becomes `{ error: { code, message, requestId } }`, the message in the language of whoever asks; unexpected ones
 * keep their text in the log.
 */
export function handleErrors(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const requestId = randomUUID();
    const error = bodyError(thrown) ?? toAppError(thrown);
    const isInternal = error.code === 'internal';
    if (isInternal) log.error({ requestId, error: error.message }, 'request failed');
    const said = isInternal ? say('general.internal') : error.said;
    const message = messageText(said, localeOf(request));
    if (error.retryAfterMs !== undefined) {
      response.set('retry-after', String(Math.ceil(error.retryAfterMs / 1000)));
    }
    response.status(error.httpStatus).json({ error: { code: error.code, message, requestId } });
  };
}

/** What the body parser refuses (too large, broken encoding) is the caller's fault, not ours. */
function bodyError(thrown: unknown): AppError | null {
  const status = (thrown as { status?: unknown } | null)?.status;
  if (thrown instanceof AppError || typeof status !== 'number' || status < 400 || status > 499) return null;
  return new AppError('input-invalid', say('service.unreadable'), { cause: thrown });
}
