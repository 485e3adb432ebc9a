import { Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type AppDeps } from '../app.ts';
import { portalOf } from '../middleware/portal.ts';

const companyId = z.string().regex(/^\d{1,20}$/);

/** `GET /api/companies/:companyId/health`: the breakdown that the card draws (`model/breakdown.ts`). */
export function cardRoutes({ readCompanyHealth }: Pick<AppDeps, 'readCompanyHealth'>): Router {
  const router = Router();
  router.get('/companies/:companyId/health', async (request, response) => {
    const id = companyId.safeParse(request.params.companyId);
    if (!id.success) throw new AppError('input-invalid', say('service.company-id'));
    const breakdown = await readCompanyHealth(portalOf(response), id.data);
    if (breakdown === null) {
      throw new AppError('not-found', say('service.not-scored', { company: id.data }));
    }
    // As it is stored, without reading it; its ETag lets a card that has it already be told so.
    response.type('json').send(breakdown);
  });
  return router;
}
