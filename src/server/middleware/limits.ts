import { rateLimit } from 'express-rate-limit';
import { type RequestHandler } from 'express';
import { AppError } from '../../errors.ts';

const MINUTE_MS = 60_000;

/** At most so many requests a minute from one address. */
export function limitRequests(perMinute: number): RequestHandler {
  return limiter({ limit: perMinute });
}

/** Senders we trust may send as much as they like; who fails to prove it is held off. */
export function limitFailures(perMinute: number): RequestHandler {
  return limiter({ limit: perMinute, skipSuccessfulRequests: true });
}

function limiter(options: { limit: number; skipSuccessfulRequests?: boolean }): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    ...options,
    handler: (_request, _response, next) =>
      next(new AppError('rate-limited', 'Too many requests; wait a minute.', { retryAfterMs: MINUTE_MS })),
  });
}
