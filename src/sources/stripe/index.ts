import { type Source, type SourceMeta } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { stripeApi, type StripeAccess } from './api.ts';
import { objectKinds } from './kinds.ts';
import { objectStream } from './object-stream.ts';

export interface StripeConfig extends StripeAccess {
  /** Customer metadata key that holds the HubSpot company id. Default `hubspot_company_id`. */
  readonly companyIdKey?: string | undefined;
}

const META: SourceMeta = {
  id: 'stripe',
  title: 'Stripe',
  feeds: ['payment-behaviour', 'contract-commitment', 'active-user-penetration'],
  credentials: ['STRIPE_API_KEY'],
  scopes: [
    'customers: read',
    'subscriptions: read',
    'invoices: read',
    'charges: read',
    'prices: read',
    'events: read',
  ],
  limits: '100 requests a second live, 25 in a sandbox; events reach back 30 days',
  docs: 'https://docs.stripe.com/api',
};

/** Customers, subscriptions, invoices and failed charges from one Stripe account. */
export function createStripeSource(config: StripeConfig, deps: SourceDeps = {}): Source {
  const kinds = objectKinds(config.companyIdKey ?? 'hubspot_company_id');
  const connect = (signal: AbortSignal) => stripeApi(config, deps, signal);
  return { meta: META, streams: kinds.map((kind) => objectStream(kind, connect)) };
}
