import { accountRoutes } from './account-info.ts';
import { associationRoutes } from './associations/routes.ts';
import { callbackRoutes } from './flows/callbacks.ts';
import { type AppActions } from './flows/app-actions.ts';
import { flowRoutes } from './flows/routes.ts';
import { type Route } from './http/call.ts';
import { type RateLimiter } from './http/rate-limit.ts';
import { listRoutes } from './lists/routes.ts';
import { oauthRoutes } from './oauth/routes.ts';
import { objectRoutes } from './objects/routes.ts';
import { ownerRoutes } from './owners.ts';
import { pipelineRoutes } from './pipelines/routes.ts';
import { propertyRoutes } from './properties/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** Every endpoint of the portal. */
export function portalRoutes(limiter: RateLimiter, accessToken: string, appActions: AppActions): Route[] {
  return [
    ...objectRoutes(),
    ...associationRoutes(),
    ...propertyRoutes(),
    ...listRoutes(),
    ...ownerRoutes(),
    ...pipelineRoutes(),
    ...flowRoutes(),
    ...callbackRoutes(appActions),
    ...oauthRoutes(),
    ...accountRoutes(limiter),
    ...webhookRoutes(accessToken),
  ];
}
