import { addDays } from '../../model/day.ts';
import { type WorldInvoice } from '../world/types.ts';
import { type BilledCompany, collectionMethod, lostDay, seatsNow } from './account.ts';
import { chargesOf } from './charge.ts';
import { customerObject } from './customer.ts';
import { instants } from './instants.ts';
import { invoiceObject } from './invoice.ts';
import { API_VERSION, type StripeObject } from './stripe-object.ts';
import { subscriptionObject } from './subscription.ts';

/** Events can be read for this many days. */
export const EVENT_DAYS = 30;

interface Happening {
  readonly type: string;
  readonly day: string;
  readonly created: number;
  /** The object as it stood at the end of that day. */
  readonly object: () => StripeObject;
  readonly before?: Readonly<Record<string, unknown>>;
}

function invoiceHappenings(billed: BilledCompany, invoice: WorldInvoice): Happening[] {
  const as = (type: string, day: string, created: number): Happening => ({
    type,
    day,
    created,
    object: () => invoiceObject({ ...billed, asOf: day }, invoice),
  });
  const { issuedDay, dueDay, paidDay, failedDays } = invoice;
  const overdueDay = addDays(dueDay, 1);
  const lost = lostDay(billed);
  const writtenOff = paidDay === null && lost !== null;
  const overdue = collectionMethod(invoice) === 'send_invoice' && (paidDay === null || paidDay > dueDay);
  return [
    as('invoice.finalized', issuedDay, instants.issue(issuedDay)),
    ...failedDays.map((day) => as('invoice.payment_failed', day, instants.failedAttempt(day))),
    ...(overdue ? [as('invoice.overdue', overdueDay, instants.start(overdueDay))] : []),
    ...(paidDay === null ? [] : [as('invoice.paid', paidDay, instants.payment(paidDay))]),
    ...(writtenOff ? [as('invoice.marked_uncollectible', lost, instants.end(lost))] : []),
  ];
}

function chargeHappenings(billed: BilledCompany, invoice: WorldInvoice): Happening[] {
  return chargesOf(billed, invoice).map((charge) => {
    const type = charge['status'] === 'failed' ? 'charge.failed' : 'charge.succeeded';
    const day = new Date(charge.created * 1000).toISOString().slice(0, 10);
    return { type, day, created: charge.created, object: () => charge };
  });
}

function seatHappenings(billed: BilledCompany): Happening[] {
  return billed.company.seats.slice(1).map(({ day }) => {
    const before = seatsNow({ ...billed, asOf: addDays(day, -1) });
    return {
      type: 'customer.subscription.updated',
      day,
      created: instants.seatChange(day),
      object: () => subscriptionObject({ ...billed, asOf: day }),
      before: { items: { data: [{ quantity: before }] }, quantity: before },
    };
  });
}

function lifeHappenings(billed: BilledCompany): Happening[] {
  const { customerSince } = billed.company;
  const lost = lostDay(billed);
  const created = instants.start(customerSince);
  const born = { day: customerSince, created };
  const first = { ...billed, asOf: customerSince };
  return [
    { type: 'customer.created', ...born, object: () => customerObject(first) },
    { type: 'customer.subscription.created', ...born, object: () => subscriptionObject(first) },
    ...(lost === null
      ? []
      : [
          {
            type: 'customer.subscription.deleted',
            day: lost,
            created: instants.end(lost),
            object: () => subscriptionObject({ ...billed, asOf: lost }),
          },
        ]),
  ];
}

function eventObject(happening: Happening, id: string): StripeObject {
  const { type, created, object, before } = happening;
  return {
    id,
    object: 'event',
    api_version: API_VERSION,
    created,
    data: { object: object(), ...(before === undefined ? {} : { previous_attributes: before }) },
    livemode: false,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
    type,
  };
}

/** What happened to a customer in the days that events are kept. */
export function eventsOf(billed: BilledCompany): StripeObject[] {
  const { company, customerId, asOf } = billed;
  const oldest = addDays(asOf, -EVENT_DAYS);
  const happenings = [
    ...lifeHappenings(billed),
    ...seatHappenings(billed),
    ...company.billing.invoices.flatMap((invoice) => [
      ...invoiceHappenings(billed, invoice),
      ...chargeHappenings(billed, invoice),
    ]),
  ];
  return happenings
    .filter(({ day }) => day > oldest && day <= asOf)
    .map((happening, index) => eventObject(happening, `evt_${customerId.slice(4)}_${index}`));
}
