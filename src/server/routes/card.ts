import { Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type AppDeps } from '../app.ts';
import { portalOf } from '../middleware/portal.ts';

const companyId = z.string().regex(/^\d{1,20}$/);

/** `GET /api/companies/:companyId/health`: the breakdown that the card draws (`model/breakdown.ts`). */
export function cardRoutes({ readCompanyHealth }: Pick<AppDeps, 'readCompanyHealth'>): Router {
  const router = Router();
  router.get('/companies/:companyId/health', async (request, response) => {
    const id = companyId.safeParse(request.params.companyId);
    if (!id.success)
      throw new AppError('input-invalid', 'companyId: expected the digits of a HubSpot record id.');
    const breakdown = await readCompanyHealth(portalOf(response), id.data);
    if (breakdown === null) {
      throw new AppError('not-found', `Company ${id.data} has not been scored yet; the next run will do it.`);
    }
    // As it is stored, without reading it; its ETag lets a card that has it already be told so.
    response.type('json').send(breakdown);
  });
  return router;
}
