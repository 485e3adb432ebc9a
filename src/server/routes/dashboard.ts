import { Router } from 'express';
import { z } from 'zod';
import { type AppDeps } from '../app.ts';
import { portalOf, servePortal } from '../middleware/portal.ts';
import { renderDashboard } from '../views/dashboard.ts';
import { DASHBOARD_CSS } from '../views/dashboard-css.ts';
import { BAND_FILTERS, bandsIn } from '../views/dashboard-words.ts';

const query = z.object({
  band: z.enum(BAND_FILTERS).catch('all'),
  lang: z.enum(['en', 'es']).optional().catch(undefined),
});

/** The plain dashboard: the book by priority, sources, accounts that match no company. */
export function dashboardRoutes(
  deps: Pick<AppDeps, 'portals' | 'readPortfolio' | 'locale' | 'recordUrl'>,
): Router {
  const router = Router();
  router.get('/', servePortal(deps.portals), async (request, response) => {
    const { band, lang } = query.parse(request.query);
    const portalId = portalOf(response);
    const page = renderDashboard(await deps.readPortfolio(portalId, bandsIn(band)), {
      band,
      locale: lang ?? deps.locale,
      recordUrl: (companyId) => deps.recordUrl(portalId, companyId),
    });
    response.type('html').send(page);
  });
  router.get('/dashboard.css', (_request, response) => {
    response.type('css').send(DASHBOARD_CSS);
  });
  return router;
}
