import { type CookieOptions, type Request, Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type Locale } from '../../model/bands.ts';
import { messageText, say } from '../../model/messages/message.ts';
import { localeOf } from '../middleware/locale.ts';
import { html } from '../views/html.ts';

/** The installation of the app by OAuth, as the service offers it. */
export interface OAuthDeps {
  /** A fresh state, bound to the browser by a nonce, and the consent page to go to. */
  begin(): { readonly consentUrl: string; readonly nonce: string };
  /**
   * Finishes what {@link begin} began.
   * @throws AppError `forbidden` for a state that is not this browser's, or for missing scopes
   */
  finish(answer: { code: string; state: string; nonce: string }): Promise<{ portalId: string }>;
  /** Whether the service is reached by https. */
  readonly secure: boolean;
}

const COOKIE = 'pulso_oauth';
const answer = z.object({ code: z.string().min(1).max(512), state: z.string().min(1).max(512) });

/** `GET /oauth/install` sends the user to HubSpot, `GET /oauth/callback` takes the portal in. */
export function oauthRoutes(deps: OAuthDeps): Router {
  const router = Router();
  // Lax: the cookie must come along when HubSpot sends the browser back.
  const cookie: CookieOptions = { httpOnly: true, secure: deps.secure, sameSite: 'lax', path: '/oauth' };
  router.get('/install', (_request, response) => {
    const { consentUrl, nonce } = deps.begin();
    response.cookie(COOKIE, nonce, { ...cookie, maxAge: 600_000 });
    response.redirect(302, consentUrl);
  });
  router.get('/callback', async (request, response) => {
    if (typeof request.query.error === 'string') {
      throw new AppError('forbidden', say('oauth.declined'));
    }
    const parsed = answer.safeParse(request.query);
    if (!parsed.success) throw new AppError('input-invalid', say('oauth.answer'));
    const { portalId } = await deps.finish({ ...parsed.data, nonce: nonceOf(request) });
    response.clearCookie(COOKIE, cookie);
    response.type('html').send(connectedPage(portalId, localeOf(request)));
  });
  return router;
}

function nonceOf(request: Request): string {
  const pair = (request.headers.cookie ?? '')
    .split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(`${COOKIE}=`));
  return pair?.slice(COOKIE.length + 1) ?? '';
}

function connectedPage(portalId: string, locale: Locale): string {
  return html`<!doctype html>
    <html lang="${locale}">
      <title>Pulso</title>
      <p>${messageText(say('oauth.connected', { portal: portalId }), locale)}</p>
    </html>`.text;
}
