import express, { type Express } from 'express';
import helmet from 'helmet';
import { type AppDeps } from './app.ts';
import { handleErrors, handleUnknownRoute } from './middleware/errors.ts';
import { trustLocal } from './middleware/local.ts';
import { healthRoutes } from './routes/health.ts';
import { metricsRoutes } from './routes/metrics.ts';

/** What a process that serves no accounts answers: whether it lives, and its metrics. */
export function createOperationsApp(
  deps: Pick<AppDeps, 'log' | 'ping' | 'trustLocal'> & Required<Pick<AppDeps, 'metrics'>>,
): Express {
  const app = express();
  app.disable('x-powered-by');
  trustLocal(app, deps.trustLocal ?? true);
  app.use(helmet());
  app.use(healthRoutes(deps));
  app.use(metricsRoutes(deps.metrics));
  app.use(handleUnknownRoute);
  app.use(handleErrors(deps.log));
  return app;
}
