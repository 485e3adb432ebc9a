import { z } from 'zod';
import { dayNumber } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { type RecordOf } from '../../model/record.ts';
import { type Mapped, setAside, textAt } from '../mapped.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { type ChangedKind } from './changed-stream.ts';
import { type ZuoraConnection } from './connection.ts';
import { lookUp } from './look-up.ts';

const text = z.string().nullish();
const id = z.string().min(1);
/** ZOQL gives days as days and instants with the tenant's offset; days are compared as UTC. */
const date = isoDate.transform((value) => (value.length === 10 ? value : new Date(value).toISOString()));

const account = z.looseObject({ Id: id, Name: text, CrmId: text });

/** @param companyIdField custom field with the HubSpot company id, if the tenant has one */
export function accounts(companyIdField: string | null): ChangedKind {
  return {
    name: 'accounts',
    object: 'Account',
    fields: ['AccountNumber', 'Name', 'CrmId', ...(companyIdField === null ? [] : [companyIdField])],
    wholeHistory: true,
    map: async (rows) =>
      rows.map((row) =>
        become('accounts', account, row, ({ Id, Name, CrmId }) => ({
          accounts: [
            {
              externalId: Id,
              name: Name ?? null,
              domains: [],
              emails: [],
              hubspotCompanyId: companyIdField === null ? null : textAt(row, companyIdField),
              states: companyIdField === null ? [] : ['hubspotCompanyId'],
              salesforceAccountId: CrmId?.trim() || null,
            },
          ],
        })),
      ),
  };
}

const contact = z.object({ Id: id, AccountId: id, WorkEmail: text, PersonalEmail: text });

/** E-mail addresses of the people that bills go to. */
export function contacts(): ChangedKind {
  return {
    name: 'contacts',
    object: 'Contact',
    fields: ['AccountId', 'WorkEmail', 'PersonalEmail'],
    wholeHistory: true,
    map: async (rows) =>
      rows.map((row) =>
        become('contacts', contact, row, ({ AccountId, WorkEmail, PersonalEmail }) => {
          const emails = [WorkEmail, PersonalEmail].flatMap((email) => email?.trim() || []);
          if (emails.length === 0) return {};
          return {
            accounts: [{ externalId: AccountId, name: null, domains: [], emails, hubspotCompanyId: null }],
          };
        }),
      ),
  };
}

const invoice = z.object({
  Id: id,
  AccountId: id,
  Amount: z.number(),
  Balance: z.number(),
  InvoiceDate: date,
  DueDate: date.nullish(),
  Status: z.string(),
  UpdatedDate: date,
});
const VOID = new Set(['Canceled', 'Cancelled', 'Reversed']);

/** Posted invoices; one whose balance is nothing was paid with the last of its payments, where any is shown. */
export function invoices(connection: ZuoraConnection): ChangedKind {
  return {
    name: 'invoices',
    object: 'Invoice',
    fields: ['AccountId', 'InvoiceNumber', 'Amount', 'Balance', 'InvoiceDate', 'DueDate', 'Status'],
    wholeHistory: false,
    // Who has not paid for years is the one to know of.
    unsettled: "Balance > 0 and Status = 'Posted'",
    async map(rows, { signal }) {
      const known = rows.map((row) => invoice.safeParse(row).data).filter((each) => each !== undefined);
      const currencies = await currenciesOf(
        connection,
        known.map((each) => each.AccountId),
        signal,
      );
      const settled = known.filter((each) => each.Balance <= 0).map((each) => each.Id);
      const paidDays = await paymentDays(connection, settled, signal);
      return rows.map((row) =>
        become('invoices', invoice, row, (found) => {
          const currency = currencies.get(found.AccountId);
          return invoiceOf(found, { currency, paidOn: paidDays.get(found.Id) });
        }),
      );
    },
  };
}

interface LookedUp {
  readonly currency: string | undefined;
  /** Day of its last payment, where Zuora shows one. */
  readonly paidOn: string | undefined;
}

function invoiceOf(found: z.output<typeof invoice>, { currency, paidOn }: LookedUp): Mapped {
  const cancelled = VOID.has(found.Status);
  // One that was posted can be taken back to a draft.
  if (found.Status !== 'Posted' && !cancelled) return { deleted: [{ kind: 'invoice', id: found.Id }] };
  const note = (reason: Message) => [{ stream: 'invoices', recordId: found.Id, reason }];
  if (currency === undefined)
    return { quarantined: note(say('zuora.no-currency', { account: found.AccountId })) };
  const status: RecordOf<'invoice'>['status'] = cancelled ? 'void' : found.Balance <= 0 ? 'paid' : 'open';
  const dueAt = found.DueDate ?? found.InvoiceDate;
  const guessed = status === 'paid' && paidOn === undefined && found.Amount > 0;
  const record: RecordOf<'invoice'> = {
    kind: 'invoice',
    id: found.Id,
    accountId: found.AccountId,
    issuedAt: found.InvoiceDate,
    dueAt,
    paidAt: status === 'paid' ? (paidOn ?? paidByThen(found.UpdatedDate, dueAt)) : null,
    amount: found.Amount,
    currency,
    status,
    seats: null,
    monthlyAmount: null,
  };
  return { records: [record], quarantined: guessed ? note(say('zuora.paid-day')) : [] };
}

/** Every later edit moves the last change: past the day it was due it would tell of a delay that nobody saw. */
function paidByThen(updatedAt: string, dueAt: string): string {
  return dayNumber(updatedAt) <= dayNumber(dueAt) ? updatedAt : dueAt;
}

async function currenciesOf(connection: ZuoraConnection, accountIds: readonly string[], signal: AbortSignal) {
  const rows = await lookUp(
    connection,
    { object: 'Account', fields: ['Id', 'Currency'], by: 'Id' },
    accountIds,
    signal,
  );
  return new Map(rows.flatMap((row) => pairOf(row, 'Id', 'Currency')));
}

/** Day of the last payment of each invoice. Tenants with Invoice Settlement apply payments elsewhere: none is found. */
async function paymentDays(connection: ZuoraConnection, invoiceIds: readonly string[], signal: AbortSignal) {
  const applied = await lookUp(
    connection,
    { object: 'InvoicePayment', fields: ['InvoiceId', 'PaymentId'], by: 'InvoiceId' },
    invoiceIds,
    signal,
  );
  const links = applied.flatMap((row) => pairOf(row, 'InvoiceId', 'PaymentId'));
  const payments = await lookUp(
    connection,
    { object: 'Payment', fields: ['Id', 'EffectiveDate'], by: 'Id' },
    links.map(([, paymentId]) => paymentId),
    signal,
  );
  const days = new Map(payments.flatMap((row) => pairOf(row, 'Id', 'EffectiveDate')));
  const latest = new Map<string, string>();
  for (const [invoiceId, paymentId] of links) {
    const day = days.get(paymentId)?.slice(0, 10);
    if (day !== undefined && day > (latest.get(invoiceId) ?? '')) latest.set(invoiceId, day);
  }
  return latest;
}

function pairOf(row: Readonly<Record<string, unknown>>, key: string, value: string): [string, string][] {
  const left = textAt(row, key);
  const right = textAt(row, value);
  return left === null || right === null ? [] : [[left, right]];
}

const payment = z.object({ Id: id, AccountId: id, Status: z.string(), EffectiveDate: date });

/** Payments that failed. */
export function payments(): ChangedKind {
  return {
    name: 'payments',
    object: 'Payment',
    fields: ['AccountId', 'Status', 'EffectiveDate'],
    wholeHistory: false,
    map: async (rows) =>
      rows.map((row) =>
        become('payments', payment, row, ({ Id, AccountId, Status, EffectiveDate }) => {
          // It may have been one when it was read before.
          if (Status !== 'Error') return { deleted: [{ kind: 'failed-charge', id: Id }] };
          return { records: [{ kind: 'failed-charge', id: Id, accountId: AccountId, at: EffectiveDate }] };
        }),
      ),
  };
}

function become<Schema extends z.ZodType>(
  stream: string,
  schema: Schema,
  row: unknown,
  map: (parsed: z.output<Schema>) => Mapped,
): Mapped {
  const parsed = schema.safeParse(row);
  return parsed.success ? map(parsed.data) : setAside(stream, textAt(row, 'Id'), parsed.error);
}
