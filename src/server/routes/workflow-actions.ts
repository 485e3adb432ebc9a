import { Router } from 'express';
import { z } from 'zod';
import { AppError, toAppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type CardAnswer } from '../../model/card-actions.ts';
import { type PortalDirectory } from '../middleware/portal.ts';
import { type RunAction } from './actions.ts';

/** What HubSpot sends when an enrolled company reaches our step of a workflow; the rest of it is not read. */
export const workflowExecution = z.object({
  origin: z.object({ portalId: z.number().int().positive() }),
  object: z.object({ objectId: z.union([z.string(), z.number()]) }),
});

/** How a step ended: the next steps follow in both cases, and can tell them apart. */
const SUCCESS = 'SUCCESS';
const FAILED = 'FAIL_CONTINUE';

/**
 * `POST /workflow-actions/recalculate`: the workflow action "Recalculate customer health". A failure that trying again
 * can mend is answered with its status, so that HubSpot repeats the step; any other lets the workflow go on.
 */
export function workflowActionRoutes(runAction: RunAction, portals: PortalDirectory): Router {
  const router = Router();
  router.post('/recalculate', async (request, response) => {
    const { origin, object } = executionIn(request.body);
    const portalId = await portals.find(String(origin.portalId));
    if (portalId === null) {
      throw new AppError('not-found', say('service.not-connected'));
    }
    try {
      const parameters = { companyId: String(object.objectId) };
      const answer = await runAction(portalId, 'refreshHealth', parameters, { author: 'workflow' });
      response.json({ outputFields: { ...fieldsOf(answer as CardAnswer), hs_execution_state: SUCCESS } });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.retriable || error.code === 'internal') throw error;
      response.json({ outputFields: { hs_execution_state: FAILED } });
    }
  });
  return router;
}

function executionIn(body: unknown): z.infer<typeof workflowExecution> {
  try {
    return workflowExecution.parse(JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : ''));
  } catch (cause) {
    throw new AppError('input-invalid', say('service.workflow-body'), { cause });
  }
}

function fieldsOf({ score, band, breakdown }: CardAnswer): Record<string, string | number> {
  const fields = { health_score: score, health_band: band, health_delta_30d: breakdown?.result.delta30d };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
  );
}
