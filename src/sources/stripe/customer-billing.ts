import { AppError } from '../../errors.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { type SourceRecord } from '../../model/record.ts';
import { type SourceDeps } from '../http/deps.ts';
import { type StripeApi, stripeApi } from './api.ts';
import type { StripeConfig } from './index.ts';
import { objectKinds } from './kinds.ts';
import { type ObjectKind } from './object-stream.ts';
import { listed } from './shapes.ts';

export interface BillingRequest {
  /** Stripe customers of the company. */
  readonly customerIds: readonly string[];
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** Everything a company was billed, from its own customers alone: for a person who waits, not for a nightly run. */
export async function readCustomerBilling(
  config: StripeConfig,
  { customerIds, now, signal }: BillingRequest,
  deps: SourceDeps = {},
): Promise<SourceRecord[]> {
  const api = stripeApi(config, deps, signal);
  const kinds = objectKinds(config.companyIdKey ?? 'hubspot_company_id').filter(
    ({ name }) => name !== 'customers',
  );
  const reads = customerIds.flatMap((customer) => kinds.map((kind) => readAll(kind, customer, api, now)));
  return (await Promise.all(reads)).flat();
}

async function readAll(
  kind: ObjectKind,
  customer: string,
  api: StripeApi,
  now: Date,
): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  for (let after: string | null = null; ;) {
    const own = { ...kind.parameters, customer };
    const page = await api.list(kind.path, after === null ? own : { ...own, starting_after: after });
    for (const raw of page.data) {
      const { records: found = [], quarantined = [] } = await kind.map(raw, api, now);
      const fault = quarantined[0];
      // A nightly run sets one aside and says so on its page; here it would silently change the score.
      if (found.length === 0 && fault !== undefined) throw unreadable(kind, fault.reason);
      records.push(...found);
    }
    if (!page.hasMore) return records;
    after = listed.safeParse(page.data.at(-1)).data?.id ?? null;
    if (after === null) throw unreadable(kind, say('stripe.no-last-id'));
  }
}

function unreadable(kind: ObjectKind, why: Message): AppError {
  return new AppError('upstream-invalid', say('stripe.unreadable', { objects: kind.name, why }));
}
