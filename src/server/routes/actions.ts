import { Router } from 'express';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { portalOf } from '../middleware/portal.ts';

/** Who asks. */
export interface ActionCaller {
  /** E-mail address of the user, as HubSpot states it in the signed address. */
  readonly author: string;
  /** HubSpot's id of the user. */
  readonly userId?: string | undefined;
}

export type RunAction = (
  portalId: string,
  name: string,
  parameters: unknown,
  caller: ActionCaller,
) => Promise<unknown>;

const USER_ID = /^\d{1,20}$/;
const UNKNOWN_AUTHOR = 'somebody';

/** `POST /api/actions/:name` with a JSON object: what cards, pages and settings ask for (`model/card-actions.ts`). */
export function actionRoutes(runAction: RunAction): Router {
  const router = Router();
  router.post('/actions/:name', async (request, response) => {
    const caller = {
      author: wordOf(request.query.userEmail) ?? UNKNOWN_AUTHOR,
      userId: USER_ID.exec(wordOf(request.query.userId) ?? '')?.[0],
    };
    response.json(await runAction(portalOf(response), request.params.name, objectIn(request.body), caller));
  });
  return router;
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : null;
}

function objectIn(body: unknown): object {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : '';
  try {
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Reported below like everything else that is no JSON object.
  }
  throw new AppError('input-invalid', say('service.body'));
}
