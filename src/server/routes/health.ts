import { Router } from 'express';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type AppDeps } from '../app.ts';

/** `/healthz`: the process answers. `/readyz`: the database answers too. */
export function healthRoutes({ ping }: Pick<AppDeps, 'ping'>): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    await ping().catch((cause: unknown) => {
      throw new AppError('store-failed', say('service.database'), { cause });
    });
    response.json({ status: 'ready' });
  });
  return router;
}
