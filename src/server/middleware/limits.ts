import { ipKeyGenerator, MemoryStore, type Options, rateLimit } from 'express-rate-limit';
import { type RequestHandler } from 'express';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';

const MINUTE_MS = 60_000;

/** At most so many requests a minute from one address. */
export function limitRequests(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    limit: perMinute,
    handler: (_request, _response, next) => next(tooMany()),
  });
}

/**
 * Senders we trust may send as much as they like; who fails to prove it is held off. Counted are answers, not requests
 * under way: a trusted sender may have any number of those. Failures of our own are nobody's fault.
 *
 * @param statuses what counts as a failure; every refusal (4xx) unless told
 */
export function limitFailures(perMinute: number, statuses?: readonly number[]): RequestHandler {
  const isFailure = (status: number): boolean =>
    statuses === undefined ? status >= 400 && status < 500 : statuses.includes(status);
  const failures = new MemoryStore();
  failures.init({ windowMs: MINUTE_MS } as Options);
  return async (request, response, next) => {
    const key = ipKeyGenerator(request.ip ?? '');
    if (((await failures.get(key))?.totalHits ?? 0) >= perMinute) {
      next(tooMany());
      return;
    }
    response.once('finish', () => {
      if (isFailure(response.statusCode)) void failures.increment(key);
    });
    next();
  };
}

function tooMany(): AppError {
  return new AppError('rate-limited', say('service.too-many'), { retryAfterMs: MINUTE_MS });
}
