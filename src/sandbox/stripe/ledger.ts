import { type World } from '../world/types.ts';
import { billedCompanies } from './account.ts';
import { chargesOf } from './charge.ts';
import { customerObject } from './customer.ts';
import { eventsOf } from './events.ts';
import { invoiceObject } from './invoice.ts';
import { priceObject, productObject } from './price.ts';
import { type StripeObject } from './stripe-object.ts';
import { subscriptionObject } from './subscription.ts';

export const COLLECTIONS = ['customers', 'subscriptions', 'invoices', 'charges', 'prices', 'events'] as const;
export type Collection = (typeof COLLECTIONS)[number];

/** Everything a Stripe account holds on the world's last day. */
export interface Ledger {
  /** Newest first. */
  readonly collections: Readonly<Record<Collection, readonly StripeObject[]>>;
  find(id: string): StripeObject | undefined;
}

/** Newest first; what was made in the same second is ordered by id, so that pages never overlap. */
function newestFirst(objects: readonly StripeObject[]): StripeObject[] {
  return [...objects].sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
}

export function buildLedger(world: World): Ledger {
  const billed = billedCompanies(world);
  const collections = {
    customers: newestFirst(billed.map(customerObject)),
    subscriptions: newestFirst(billed.map(subscriptionObject)),
    invoices: newestFirst(
      billed.flatMap((one) => one.company.billing.invoices.map((invoice) => invoiceObject(one, invoice))),
    ),
    charges: newestFirst(
      billed.flatMap((one) => one.company.billing.invoices.flatMap((invoice) => chargesOf(one, invoice))),
    ),
    prices: newestFirst(billed.map(priceObject)),
    events: newestFirst(billed.flatMap(eventsOf)),
  };
  const oldest = collections.prices.at(-1)?.created ?? 0;
  const all = [productObject(oldest), ...COLLECTIONS.flatMap((name) => collections[name])];
  const byId = new Map(all.map((object) => [object.id, object]));
  return { collections, find: (id) => byId.get(id) };
}
