import { type World, type WorldCompany } from '../world/types.ts';

/** A company that Stripe bills. */
export interface BilledCompany {
  readonly company: WorldCompany;
  readonly customerId: string;
  /** Last day that Stripe knows about, `YYYY-MM-DD`: today, or the day in the past that an event speaks of. */
  readonly asOf: string;
}

/** Everybody with a Stripe customer, also those the CRM does not know. */
export function billedCompanies(world: World): BilledCompany[] {
  return [...world.companies, ...world.strangers].flatMap((company) => {
    const customerId = company.billing.stripeCustomerId;
    return customerId === null ? [] : [{ company, customerId, asOf: world.options.endDay }];
  });
}

/** Day the customer was lost, when that has happened; what is still to come stays hidden. */
export function lostDay({ company, asOf }: BilledCompany): string | null {
  const { churnDay } = company.truth;
  return churnDay !== null && churnDay <= asOf ? churnDay : null;
}

export function seatsNow({ company, asOf }: BilledCompany): number {
  const current = company.seats.findLast(({ day }) => day <= asOf) ?? company.seats[0];
  return current?.seats ?? 0;
}

/** Whether an invoice is past its due day and unpaid. */
export function isDelinquent({ company, asOf }: BilledCompany): boolean {
  return company.billing.invoices.some(
    ({ dueDay, paidDay }) => dueDay < asOf && (paidDay === null || paidDay > asOf),
  );
}

/** Cards are charged on issue; others get an invoice with days to pay. */
export function collectionMethod(invoice: { issuedDay: string; dueDay: string } | undefined) {
  return invoice === undefined || invoice.issuedDay === invoice.dueDay
    ? 'charge_automatically'
    : 'send_invoice';
}
