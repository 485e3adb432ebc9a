import { addDays } from '../../model/day.ts';
import { payerEmail } from '../world/billing.ts';
import { type World, type WorldCompany, type WorldInvoice } from '../world/types.ts';
import { type Row } from '../query/soql.ts';
import { syncedAccountId } from '../salesforce/ids.ts';

/** What a Zuora tenant holds on the world's last day. */
export interface Tenant {
  /** Rows that ZOQL sees, by object. */
  readonly objects: ReadonlyMap<string, readonly Row[]>;
  /** Subscriptions of an account as the REST list shows them. */
  subscriptionsOf(accountId: string): readonly object[];
}

/** A Zuora id: 32 hexadecimal digits. */
export function zuoraId(
  kind: 'account' | 'contact' | 'subscription' | 'invoice' | 'payment',
  key: string,
): string {
  const prefix = { account: 'a', contact: 'c', subscription: 'b', invoice: 'd', payment: 'e' }[kind];
  return `2c92${prefix}0${Buffer.from(key).toString('hex')}`.padEnd(32, '0').slice(0, 32);
}

/** @param billed whether Zuora bills a company; the others have no account in it */
export function buildTenant(world: World, billed: (company: WorldCompany) => boolean): Tenant {
  const today = world.options.endDay;
  const companies = [...world.companies, ...world.strangers].filter(
    (company) => billed(company) && company.customerSince <= today,
  );
  const invoices = companies.flatMap((company) =>
    company.billing.invoices
      .filter(({ issuedDay }) => issuedDay <= today)
      .map((invoice) => ({ company, invoice })),
  );
  const objects = new Map<string, readonly Row[]>([
    ['Account', companies.map(accountRow)],
    ['Contact', companies.map(contactRow)],
    ['Subscription', companies.map((company) => subscriptionRow(company, today))],
    ['Invoice', invoices.map(({ company, invoice }) => invoiceRow(company, invoice, today))],
    ['Payment', invoices.flatMap(({ company, invoice }) => paymentRows(company, invoice, today))],
    ['InvoicePayment', invoices.flatMap(({ invoice }) => applicationRows(invoice, today))],
  ]);
  const byAccount = new Map(companies.map((company) => [zuoraId('account', company.accountId), company]));
  return {
    objects,
    subscriptionsOf(accountId) {
      const company = byAccount.get(accountId);
      return company === undefined ? [] : [subscriptionObject(company, today)];
    },
  };
}

function updatedOn(day: string): { CreatedDate: string; UpdatedDate: string } {
  const instant = `${day}T06:30:00.000Z`;
  return { CreatedDate: instant, UpdatedDate: instant };
}

/** Billing people copy the id from the browser's address, where it has 15 characters. */
function crmIdOf(company: WorldCompany): string | null {
  return syncedAccountId(company)?.slice(0, 15) ?? null;
}

/** A company has one tie to the CRM: the CRM's id, or else its HubSpot id, or else the e-mail address of its payer. */
function accountRow(company: WorldCompany): Row {
  const crmId = crmIdOf(company);
  return {
    Id: zuoraId('account', company.accountId),
    AccountNumber: `A${company.accountId.slice(5).padStart(8, '0')}`,
    Name: company.name,
    CrmId: crmId,
    Currency: company.currency,
    HubSpotCompanyId__c: crmId === null && company.billing.link === 'metadata' ? company.id : null,
    ...updatedOn(company.customerSince),
  };
}

function contactRow(company: WorldCompany): Row {
  return {
    Id: zuoraId('contact', company.accountId),
    AccountId: zuoraId('account', company.accountId),
    WorkEmail: crmIdOf(company) === null ? payerEmail(company) : null,
    PersonalEmail: null,
    ...updatedOn(company.customerSince),
  };
}

function subscriptionNumber(company: WorldCompany): string {
  return `A-S${company.accountId.slice(5).padStart(8, '0')}`;
}

function subscriptionRow(company: WorldCompany, today: string): Row {
  const changes = company.seats.map(({ day }) => day).filter((day) => day <= today);
  return {
    Id: zuoraId('subscription', company.accountId),
    AccountId: zuoraId('account', company.accountId),
    Name: subscriptionNumber(company),
    ...updatedOn(lostDay(company, today) ?? changes.at(-1) ?? company.customerSince),
  };
}

/** Day the customer was lost, when that has happened; what is still to come stays hidden. */
function lostDay({ truth }: WorldCompany, today: string): string | null {
  return truth.churnDay !== null && truth.churnDay <= today ? truth.churnDay : null;
}

function subscriptionObject(company: WorldCompany, today: string): object {
  const { billing, customerSince } = company;
  const lost = lostDay(company, today);
  const yearly = billing.interval === 'year';
  const end = lost ?? billing.renewsAt;
  return {
    id: zuoraId('subscription', company.accountId),
    accountId: zuoraId('account', company.accountId),
    accountName: company.name,
    version: company.seats.length,
    subscriptionNumber: subscriptionNumber(company),
    termType: yearly || lost !== null ? 'TERMED' : 'EVERGREEN',
    contractEffectiveDate: customerSince,
    subscriptionStartDate: customerSince,
    subscriptionEndDate: end,
    termStartDate: customerSince,
    termEndDate: yearly || lost !== null ? end : null,
    currentTerm: yearly ? 12 : 1,
    currentTermPeriodType: 'Month',
    autoRenew: billing.autoRenew,
    renewalTerm: yearly ? 12 : 1,
    currency: company.currency,
    status: lost === null ? 'Active' : 'Cancelled',
    ratePlans: [{ id: 'plan', ratePlanName: 'Seats', ratePlanCharges: segments(company, today, end) }],
  };
}

/** A change of seats ends a segment of the charge and starts the next one. */
function segments(company: WorldCompany, today: string, end: string): object[] {
  const { billing } = company;
  const known = company.seats.filter(({ day }) => day <= today);
  return known.map(({ day, seats }, index) => ({
    number: 'C-00000001',
    name: 'Seats',
    type: 'Recurring',
    model: 'PerUnit',
    uom: 'Seat',
    price: billing.unitAmountMinor / 100,
    tiers: null,
    quantity: seats,
    currency: company.currency,
    listPriceBase: 'Per_Billing_Period',
    billingPeriod: billing.interval === 'year' ? 'Annual' : 'Month',
    segment: index + 1,
    effectiveStartDate: index === 0 ? company.customerSince : day,
    effectiveEndDate: known[index + 1]?.day ?? end,
    chargedThroughDate: billing.renewsAt,
    mrr: null,
  }));
}

function invoiceRow(company: WorldCompany, invoice: WorldInvoice, today: string): Row {
  const paid = invoice.paidDay !== null && invoice.paidDay <= today ? invoice.paidDay : null;
  const amount = invoice.amountMinor / 100;
  return {
    Id: zuoraId('invoice', invoice.id),
    AccountId: zuoraId('account', company.accountId),
    InvoiceNumber: `INV${invoice.id}`,
    Amount: amount,
    Balance: paid === null ? amount : 0,
    InvoiceDate: invoice.issuedDay,
    DueDate: invoice.dueDay,
    Status: 'Posted',
    ...updatedOn(paid ?? invoice.issuedDay),
  };
}

function paymentRows(company: WorldCompany, invoice: WorldInvoice, today: string): Row[] {
  const attempts = [
    ...invoice.failedDays.map((day) => ({ day, status: 'Error' })),
    ...(invoice.paidDay === null ? [] : [{ day: invoice.paidDay, status: 'Processed' }]),
  ];
  return attempts
    .filter(({ day }) => day <= today)
    .map(({ day, status }) => ({
      Id: zuoraId('payment', `${invoice.id}${status === 'Error' ? day : ''}`),
      AccountId: zuoraId('account', company.accountId),
      Status: status,
      EffectiveDate: day,
      Amount: invoice.amountMinor / 100,
      ...updatedOn(day),
    }));
}

function applicationRows(invoice: WorldInvoice, today: string): Row[] {
  if (invoice.paidDay === null || invoice.paidDay > today) return [];
  return [
    {
      Id: zuoraId('payment', `p${invoice.id}`),
      InvoiceId: zuoraId('invoice', invoice.id),
      PaymentId: zuoraId('payment', invoice.id),
      Amount: invoice.amountMinor / 100,
      // Entered by hand the day after, as people do.
      ...updatedOn(addDays(invoice.paidDay, 1)),
    },
  ];
}
