import { type Request, Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type WebhookRequest } from '../../model/webhook.ts';

/** Takes a delivery: checks who sent it, stores it, and says how much of it was new. */
export type Receive = (
  source: string,
  /** null: the delivery says itself (HubSpot), or there is one portal only. */
  portalId: string | null,
  request: WebhookRequest,
) => Promise<{ readonly stored: number; readonly repeated: number }>;

export interface WebhookDeps {
  readonly receive: Receive;
  /** Address under which senders reach this service; signatures are over it. */
  readonly publicUrl: string;
}

const parameters = z.object({
  source: z.string().regex(/^[a-z-]{1,32}$/),
  portalId: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
});

/** `POST /webhooks/:source[/:portalId]`: stored first, answered at once, read later. */
export function webhookRoutes({ receive, publicUrl }: WebhookDeps): Router {
  const router = Router();
  router.post('/:source{/:portalId}', async (request, response) => {
    const asked = parameters.safeParse(request.params);
    if (!asked.success) throw new AppError('not-found', say('webhook.unknown'));
    const { source, portalId } = asked.data;
    response.json(await receive(source, portalId ?? null, received(request, publicUrl)));
  });
  return router;
}

function received(request: Request, publicUrl: string): WebhookRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return { method: request.method, url: publicUrl + request.originalUrl, body, headers };
}
