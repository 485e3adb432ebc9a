import express, { type Express } from 'express';
import helmet from 'helmet';
import { type Band, type Locale } from '../model/bands.ts';
import { type Log } from '../pipeline/deps.ts';
import { type Portfolio } from '../pipeline/read.ts';
import { handleErrors, handleUnknownRoute } from './middleware/errors.ts';
import { limitFailures, limitRequests } from './middleware/limits.ts';
import { trustLocal } from './middleware/local.ts';
import { observeRequests, type ObserveRequest } from './middleware/observe.ts';
import { type PortalDirectory, servePortal } from './middleware/portal.ts';
import { requireTrusted, type VerifySignature } from './middleware/trusted.ts';
import { actionRoutes, type RunAction } from './routes/actions.ts';
import { cardRoutes } from './routes/card.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { healthRoutes } from './routes/health.ts';
import { type MetricsDeps, metricsRoutes } from './routes/metrics.ts';
import { type OAuthDeps, oauthRoutes } from './routes/oauth.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { type WebhookDeps, webhookRoutes } from './routes/webhooks.ts';
import { workflowActionRoutes } from './routes/workflow-actions.ts';

export interface AppDeps {
  readonly log: Log;
  readonly locale: Locale;
  readonly portals: PortalDirectory;
  /** Companies by name are those in the bands, all when absent. */
  readonly readPortfolio: (portalId: string, bands?: readonly Band[]) => Promise<Portfolio>;
  /** A `HealthBreakdown` as JSON text. */
  readonly readCompanyHealth: (portalId: string, companyId: string) => Promise<string | null>;
  /** Does what cards, pages and settings ask for; absent where nothing may be changed. */
  readonly runAction?: RunAction;
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>;
  /** Checks HubSpot's signature; null when no client secret is configured, then only this machine may ask. */
  readonly verifySignature: VerifySignature | null;
  /** The same for workflow actions, which HubSpot signs in an older way; as above when absent. */
  readonly verifyWorkflowAction?: VerifySignature | null;
  /** Where a company's record opens in HubSpot (or in the preview). */
  readonly recordUrl: (portalId: string, companyId: string) => string;
  /** Where systems deliver what happened; absent: nowhere. */
  readonly webhooks?: WebhookDeps;
  /** Installation by OAuth; absent: the portal is that of the configured token. */
  readonly oauth?: OAuthDeps;
  readonly metrics?: MetricsDeps;
  /** Told of every answer. */
  readonly observe?: ObserveRequest;
  /** Requests a minute from one address, of those that HubSpot does not sign; 600 unless told. */
  readonly requestsPerMinute?: number;
  /** Whether requests from this machine may do without signature or token; they may unless told. */
  readonly trustLocal?: boolean;
  /** Proxies in front whose X-Forwarded-For is believed; none unless told. */
  readonly trustedProxies?: number;
}

/** Request bodies larger than this are refused. */
const BODY_LIMIT = '1mb';

/** Deliveries refused, and requests of cards and workflows refused, a minute from one address. */
const FAILURES_PER_MINUTE = 120;
const DEFAULT_REQUESTS_PER_MINUTE = 600;

/** The HTTP service. Knows nothing but what it is given. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustedProxies ?? 0);
  trustLocal(app, deps.trustLocal ?? true);
  app.use(
    helmet({ contentSecurityPolicy: { directives: { 'script-src': ["'none'"], 'style-src': ["'self'"] } } }),
  );
  if (deps.observe !== undefined) app.use(observeRequests(deps.observe));
  app.use(healthRoutes(deps));
  if (deps.metrics !== undefined) app.use(metricsRoutes(deps.metrics));
  app.use(express.raw({ type: () => true, limit: BODY_LIMIT }));
  if (deps.webhooks !== undefined) {
    app.use('/webhooks', limitFailures(FAILURES_PER_MINUTE), webhookRoutes(deps.webhooks));
  }
  // All accounts' cards and workflows come from HubSpot's few addresses: only who cannot prove to be HubSpot is held off.
  app.use(['/api', '/workflow-actions'], limitFailures(FAILURES_PER_MINUTE, [401]));
  app.use('/api', requireTrusted(deps.verifySignature), servePortal(deps.portals), cardRoutes(deps));
  if (deps.runAction !== undefined) {
    app.use('/api', actionRoutes(deps.runAction));
    app.use(
      '/workflow-actions',
      requireTrusted(deps.verifyWorkflowAction ?? deps.verifySignature),
      workflowActionRoutes(deps.runAction, deps.portals),
    );
  }
  app.use(limitRequests(deps.requestsPerMinute ?? DEFAULT_REQUESTS_PER_MINUTE));
  if (deps.oauth !== undefined) app.use('/oauth', oauthRoutes(deps.oauth));
  app.use(openApiRoutes());
  app.use(requireTrusted(null), dashboardRoutes(deps));
  app.use(handleUnknownRoute);
  app.use(handleErrors(deps.log));
  return app;
}
