import { timingSafeEqual, createHash } from 'node:crypto';
import { Router } from 'express';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { isLocal } from '../middleware/local.ts';

export interface MetricsDeps {
  /** The text that Prometheus reads. */
  readonly read: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Bearer token of the scraper; null: only this machine may ask. */
  readonly token: string | null;
}

/** `GET /metrics` for Prometheus. */
export function metricsRoutes({ read, token }: MetricsDeps): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!(token === null ? isLocal(request) : sameText(bearer, token))) {
      throw new AppError('unauthorized', say('service.metrics'));
    }
    const { contentType, text } = await read();
    response.set('content-type', contentType).send(text);
  });
  return router;
}

function sameText(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
