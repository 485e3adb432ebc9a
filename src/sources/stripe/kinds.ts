import { mapCharge } from './charges.ts';
import { mapCustomer } from './customers.ts';
import { mapInvoice } from './invoices.ts';
import { type ObjectKind } from './object-stream.ts';
import { EXPANDED_DISCOUNTS, mapSubscription } from './subscriptions.ts';

/** The types of objects read from Stripe. @param companyIdKey customer metadata key with the HubSpot company id */
export function objectKinds(companyIdKey: string): readonly ObjectKind[] {
  return [
    {
      name: 'customers',
      path: '/v1/customers',
      parameters: {},
      eventTypes: ['customer.created', 'customer.updated'],
      datedByCreation: false,
      map: (raw) => mapCustomer(raw, companyIdKey),
    },
    {
      name: 'subscriptions',
      path: '/v1/subscriptions',
      parameters: { status: 'all', expand: EXPANDED_DISCOUNTS.map((path) => `data.${path}`) },
      eventTypes: ['created', 'updated', 'deleted', 'paused', 'resumed'].map(
        (change) => `customer.subscription.${change}`,
      ),
      datedByCreation: false,
      map: mapSubscription,
    },
    {
      name: 'invoices',
      path: '/v1/invoices',
      parameters: {},
      eventTypes: [
        'finalized',
        'paid',
        'payment_succeeded',
        'payment_failed',
        'overdue',
        'updated',
        'voided',
        'marked_uncollectible',
        'deleted',
      ].map((change) => `invoice.${change}`),
      deletion: { eventType: 'invoice.deleted', kind: 'invoice' },
      datedByCreation: true,
      // A bill for a year states the seats of all that year.
      holdsForDays: 366,
      // Who has not paid for years is the one to know of.
      unsettled: { status: 'open' },
      map: mapInvoice,
    },
    {
      name: 'charges',
      path: '/v1/charges',
      parameters: {},
      eventTypes: ['charge.failed'],
      datedByCreation: true,
      map: mapCharge,
    },
  ];
}
