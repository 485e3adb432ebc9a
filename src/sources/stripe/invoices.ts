import { z } from 'zod';
import { periodMonths } from '../billing/periods.ts';
import { AppError } from '../../errors.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { recordOrAside } from '../mapped.ts';
import { type StripeApi } from './api.ts';
import { type Mapped, setAside } from './mapped.ts';
import { majorAmount } from './money.ts';
import { askedPrice } from './prices.ts';
import { invoice, invoiceLine, type Invoice, type InvoiceLine } from './shapes.ts';

const STREAM = 'invoices';

/** A finalised invoice; a draft is no bill yet and becomes nothing. */
export async function mapInvoice(raw: unknown, api: StripeApi): Promise<Mapped> {
  const parsed = invoice.safeParse(raw);
  if (!parsed.success) return setAside(STREAM, raw, parsed.error);
  const found = parsed.data;
  if (found.status === 'draft') return {};
  const all = await allLines(found, raw, api);
  if (all === null) {
    const reason = say('stripe.lines');
    return { quarantined: [{ stream: STREAM, recordId: found.id, reason }] };
  }
  const lines = z.array(invoiceLine).safeParse(all);
  if (!lines.success) return setAside(STREAM, raw, lines.error);
  const { recurring, notes } = await licensedLines(lines.data, api);
  const issuedAt = found.status_transitions.finalized_at ?? found.created;
  const { records = [], quarantined = [] } = recordOrAside(STREAM, {
    kind: 'invoice',
    id: found.id,
    accountId: found.customer,
    issuedAt,
    dueAt: found.due_date ?? issuedAt,
    paidAt: found.status === 'paid' ? (found.status_transitions.paid_at ?? issuedAt) : null,
    amount: majorAmount(found.total, found.currency),
    currency: found.currency.toUpperCase(),
    status: found.status,
    seats: seats(recurring),
    monthlyAmount: monthlyAmount(recurring, found.currency),
    subscriptionId: found.parent?.subscription_details?.subscription ?? found.subscription ?? null,
  });
  const asides = notes.map((reason) => ({ stream: STREAM, recordId: found.id, reason }));
  return { records, quarantined: [...asides, ...quarantined] };
}

interface LicensedLines {
  readonly recurring: readonly InvoiceLine[];
  /** What could not be told, for people. */
  readonly notes: readonly Message[];
}

/**
 * The lines of what was agreed: what is billed by use has neither seats nor a steady amount. None of them where one
 * cannot be told, because the rest alone would look like a customer who shrank.
 */
async function licensedLines(lines: readonly InvoiceLine[], api: StripeApi): Promise<LicensedLines> {
  const recurring: InvoiceLine[] = [];
  for (const line of lines.filter((each) => each.recurring && !each.proration)) {
    let { usageType } = line;
    if (usageType === null && line.priceId !== null) {
      const price = await askedPrice(line.priceId, api);
      if (price === null)
        return { recurring: [], notes: [say('stripe.line-price', { price: line.priceId })] };
      usageType = price.recurring?.usage_type ?? null;
    }
    if (usageType !== 'metered') recurring.push(line);
  }
  return { recurring, notes: [] };
}

/** An invoice carries its first lines; long ones need to be asked for the rest. null: refused, it is gone. */
async function allLines(found: Invoice, raw: unknown, api: StripeApi): Promise<readonly unknown[] | null> {
  if (found.lines.has_more !== true) return (raw as { lines: { data: unknown[] } }).lines.data;
  const path = `/v1/invoices/${encodeURIComponent(found.id)}/lines`;
  try {
    return await listAll(path, api);
  } catch (error) {
    if (error instanceof AppError && error.code === 'upstream-rejected') return null;
    throw error;
  }
}

async function listAll(path: string, api: StripeApi): Promise<readonly unknown[]> {
  const lines: unknown[] = [];
  for (let after: string | null = null; ;) {
    const page = await api.list(path, after === null ? {} : { starting_after: after });
    lines.push(...page.data);
    after = lastId(page.data);
    if (!page.hasMore || after === null) return lines;
  }
}

function lastId(data: readonly unknown[]): string | null {
  return z.object({ id: z.string() }).safeParse(data.at(-1)).data?.id ?? null;
}

function seats(lines: readonly InvoiceLine[]): number | null {
  const quantities = lines.flatMap((line) => line.quantity ?? []);
  return quantities.length === 0 ? null : quantities.reduce((sum, quantity) => sum + quantity, 0);
}

/** As billed then: each line spread over the months it pays for. */
function monthlyAmount(lines: readonly InvoiceLine[], currency: string): number | null {
  const spread = lines.filter((line) => line.periodDays > 0);
  if (spread.length === 0) return null;
  const minor = spread.reduce((sum, line) => sum + line.amount / periodMonths(line.periodDays), 0);
  return majorAmount(minor, currency);
}
