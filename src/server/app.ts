import express, { type Express } from 'express';
import helmet from 'helmet';
import { type HealthBreakdown } from '../model/breakdown.ts';
import { type Locale } from '../model/bands.ts';
import { type Log } from '../pipeline/deps.ts';
import { type Portfolio } from '../pipeline/read.ts';
import { handleErrors, handleUnknownRoute } from './middleware/errors.ts';
import { requireTrusted, type VerifySignature } from './middleware/trusted.ts';
import { cardRoutes } from './routes/card.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { healthRoutes } from './routes/health.ts';

export interface AppDeps {
  readonly log: Log;
  readonly locale: Locale;
  readonly readPortfolio: () => Promise<Portfolio>;
  readonly readCompanyHealth: (companyId: string) => Promise<HealthBreakdown | null>;
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>;
  /** Checks HubSpot's signature; null when no client secret is configured, then only this machine may ask. */
  readonly verifySignature: VerifySignature | null;
  /** Where a company's record opens in HubSpot (or in the preview). */
  readonly recordUrl: (companyId: string) => string;
}

/** Request bodies larger than this are refused. */
const BODY_LIMIT = '1mb';

/** The HTTP service: health check, card detail, dashboard. Knows nothing but what it is given. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(
    helmet({ contentSecurityPolicy: { directives: { 'script-src': ["'none'"], 'style-src': ["'self'"] } } }),
  );
  app.use(express.raw({ type: () => true, limit: BODY_LIMIT }));
  app.use(healthRoutes(deps));
  app.use('/api', requireTrusted(deps.verifySignature), cardRoutes(deps));
  app.use(requireTrusted(null), dashboardRoutes(deps));
  app.use(handleUnknownRoute);
  app.use(handleErrors(deps.log));
  return app;
}
