import { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';

/** Which portals are served here. */
export interface PortalDirectory {
  /**
   * The id of a portal that is served; without an id, of the only one there is. null: none such.
   */
  find(portalId: string | null): Promise<string | null>;
}

const portalId = z.string().regex(/^\d{1,20}$/);

/**
 * Settles which portal a request is for, before anything is read: the `portalId` of the query, which HubSpot's
 * signature covers. Stands behind `requireTrusted`.
 */
export function servePortal(portals: PortalDirectory): RequestHandler {
  return async (request: Request, response: Response, next) => {
    const asked = request.query.portalId;
    const parsed = asked === undefined ? null : portalId.safeParse(asked);
    if (parsed?.success === false) throw new AppError('input-invalid', say('service.portal-id'));
    const found = await portals.find(parsed?.data ?? null);
    if (found === null) {
      throw new AppError(
        'not-found',
        parsed === null ? say('service.which-portal') : say('service.not-connected'),
      );
    }
    response.locals.portalId = found;
    next();
  };
}

/** The portal that {@link servePortal} settled. */
export function portalOf(response: Response): string {
  const { portalId: id } = response.locals;
  if (typeof id !== 'string') throw new AppError('internal', 'the route stands before servePortal');
  return id;
}
