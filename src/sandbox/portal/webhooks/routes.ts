import { z } from 'zod';
import { type Call, created, type Handler, noContent, ok, type Reply, type Route } from '../http/call.ts';
import { objectNotFound, PortalError, validationError } from '../http/errors.ts';
import { parseBody } from '../http/parse.ts';
import { family } from '../http/routes.ts';
import { isOnThisMachine } from '../http/this-machine.ts';
import { SANDBOX_APP } from '../options.ts';
import { type Subscription, type WebhookSettings } from './subscription.ts';

const OBJECTS = ['company', 'contact', 'deal', 'ticket', 'object'];
/** Of the events that HubSpot knows, those that the sandbox can tell of. */
const ACTIONS = ['creation', 'deletion', 'propertyChange'];
const MOST_SUBSCRIPTIONS = 1_000;

const settingsBody = z.object({
  targetUrl: z.url(),
  throttling: z.object({ maxConcurrentRequests: z.number().int() }),
});
const subscriptionBody = z.object({
  eventType: z.string(),
  propertyName: z.string().nullish(),
  objectTypeId: z.string().nullish(),
  active: z.boolean().default(false),
});
const patchBody = z.object({ active: z.boolean().optional() });
const batchBody = z.object({
  inputs: z.array(z.object({ id: z.number().int(), active: z.boolean() })).max(100),
});

const iso = (ms: number): string => new Date(ms).toISOString();

function presentSettings({ targetUrl, maxConcurrentRequests, createdAt, updatedAt }: WebhookSettings) {
  return {
    targetUrl,
    throttling: { maxConcurrentRequests },
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}

function present({ createdAt, updatedAt, ...subscription }: Subscription) {
  return { ...subscription, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

function getSettings(call: Call): Reply {
  const { settings } = call.state.webhooks;
  if (settings === null) throw objectNotFound('No webhook settings for this app');
  return ok(presentSettings(settings));
}

/** Unlike HubSpot the sandbox takes http, and calls this machine only. */
function putSettings(call: Call): Reply {
  const { targetUrl, throttling } = parseBody(call, settingsBody);
  if (!isOnThisMachine(targetUrl)) {
    throw validationError('The sandbox calls targets on this machine only');
  }
  if (throttling.maxConcurrentRequests <= 5) {
    throw validationError('maxConcurrentRequests must be greater than 5');
  }
  const now = call.state.now();
  const createdAt = call.state.webhooks.settings?.createdAt ?? now;
  const settings = { targetUrl, ...throttling, createdAt, updatedAt: now };
  call.state.webhooks.configure(settings);
  return ok(presentSettings(settings));
}

function deleteSettings(call: Call): Reply {
  call.state.webhooks.configure(null);
  return noContent();
}

function requireKnown(eventType: string, propertyName: string | null, objectTypeId: string | null): void {
  const [object = '', action = ''] = eventType.split('.');
  if (!OBJECTS.includes(object) || !ACTIONS.includes(action)) {
    throw validationError(`Invalid enum value ${eventType} for eventType`);
  }
  if ((action === 'propertyChange') !== (propertyName !== null)) {
    throw validationError('propertyName goes with propertyChange subscriptions, and only with them');
  }
  if ((object === 'object') !== (objectTypeId !== null)) {
    throw validationError('objectTypeId goes with object subscriptions, and only with them');
  }
}

function postSubscription(call: Call): Reply {
  const { webhooks } = call.state;
  const { eventType, active, ...input } = parseBody(call, subscriptionBody);
  const [propertyName, objectTypeId] = [input.propertyName ?? null, input.objectTypeId ?? null];
  requireKnown(eventType, propertyName, objectTypeId);
  if (webhooks.subscriptions.size >= MOST_SUBSCRIPTIONS) {
    throw validationError(`An app has at most ${MOST_SUBSCRIPTIONS} subscriptions`);
  }
  const now = call.state.now();
  const subscription: Subscription = {
    id: webhooks.nextId(),
    eventType,
    ...(propertyName !== null && { propertyName }),
    ...(objectTypeId !== null && { objectTypeId }),
    active,
    createdAt: now,
    updatedAt: now,
  };
  return created(present(webhooks.save(subscription)));
}

function subscriptionOf(call: Call, id = call.params.subscriptionId ?? ''): Subscription {
  const subscription = call.state.webhooks.subscriptions.get(id);
  if (subscription) return subscription;
  throw objectNotFound(`Subscription ${id} does not exist`);
}

function setActive(call: Call, subscription: Subscription, active: boolean) {
  return present(call.state.webhooks.save({ ...subscription, active, updatedAt: call.state.now() }));
}

function patchSubscription(call: Call): Reply {
  const subscription = subscriptionOf(call);
  const { active = subscription.active } = parseBody(call, patchBody);
  return ok(setActive(call, subscription, active));
}

function patchSubscriptions(call: Call): Reply {
  const { inputs } = parseBody(call, batchBody);
  const found = inputs.map(({ id, active }) => ({ active, subscription: subscriptionOf(call, String(id)) }));
  const startedAt = iso(call.state.now());
  const results = found.map(({ subscription, active }) => setActive(call, subscription, active));
  return ok({ status: 'COMPLETE', results, startedAt, completedAt: startedAt });
}

function deleteSubscription(call: Call): Reply {
  call.state.webhooks.remove(subscriptionOf(call).id);
  return noContent();
}

/** The app must be ours; its developer key may stand in for a token, as the official client sends it. */
function ofOurApp(handler: Handler, accessToken: string): Handler {
  return (call) => {
    const bearer = call.headers.authorization === `Bearer ${accessToken}`;
    if (!bearer && call.query.get('hapikey') !== accessToken) {
      throw new PortalError(401, {
        message: 'Authentication credentials not found.',
        category: 'INVALID_AUTHENTICATION',
      });
    }
    if (call.params.appId !== String(SANDBOX_APP.appId)) {
      throw objectNotFound(`App ${call.params.appId} does not exist`);
    }
    return handler(call);
  };
}

/** Settings and subscriptions, under the names of all three generations. */
export function webhookRoutes(accessToken: string): Route[] {
  const add = family({ legacy: ['/webhooks/v3', '/webhooks/2026-03', '/app-webhooks/2026-09'] });
  const route = (method: string, suffix: string, handler: Handler): Route[] =>
    add(method, `/:appId${suffix}`, ofOurApp(handler, accessToken), { pool: 'none', authenticated: false });
  const one = '/subscriptions/:subscriptionId';
  return [
    ...route('GET', '/settings', getSettings),
    ...route('PUT', '/settings', putSettings),
    ...route('DELETE', '/settings', deleteSettings),
    ...route('GET', '/subscriptions', (call) =>
      ok({ results: [...call.state.webhooks.subscriptions.values()].map(present) }),
    ),
    ...route('POST', '/subscriptions', postSubscription),
    ...route('POST', '/subscriptions/batch/update', patchSubscriptions),
    ...route('GET', one, (call) => ok(present(subscriptionOf(call)))),
    ...route('PATCH', one, patchSubscription),
    ...route('DELETE', one, deleteSubscription),
  ];
}
