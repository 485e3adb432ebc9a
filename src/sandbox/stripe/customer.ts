import { type Stripe } from 'stripe';
import { payerEmail } from '../world/billing.ts';
import { type BilledCompany, isDelinquent } from './account.ts';
import { instants } from './instants.ts';
import { type StripeObject } from './stripe-object.ts';

export function customerObject(billed: BilledCompany): StripeObject {
  const { company, customerId } = billed;
  const { link } = company.billing;
  return {
    id: customerId,
    object: 'customer',
    address: null,
    balance: 0,
    created: instants.start(company.customerSince),
    currency: company.currency.toLowerCase(),
    customer_account: null,
    default_source: null,
    delinquent: isDelinquent(billed),
    description: null,
    discount: null,
    email: payerEmail(company),
    invoice_prefix: customerId.slice(4).padStart(8, 'P'),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: link === 'metadata' ? { hubspot_company_id: company.id } : {},
    name: company.name,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  } satisfies Partial<Stripe.Customer>;
}
