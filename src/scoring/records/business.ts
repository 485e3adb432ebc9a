import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { type Exchange } from '../../model/exchange.ts';
import { type RecordKind, type RecordOf, type RecordsByKind } from '../../model/record.ts';
import { type BusinessSignals } from '../../model/signals.ts';
import { movements, type RevenueMovement, revenueSeries } from './revenue.ts';
import { outcomes } from './outcomes.ts';
import { runs } from './subscription-end.ts';
import { termsOn } from './terms.ts';
import { until } from './until.ts';

const EXPANSION_DAYS = 180;
/** What was settled or written off and fell due longer ago says nothing about today. */
const INVOICE_DAYS = 400;

/** What holds for the whole portal. */
export interface BillingFacts {
  /** Kinds of records that any company has: without one deal in the portal, no deals says nothing. */
  readonly kinds: ReadonlySet<RecordKind>;
  /** null: amounts of several currencies are not added up. */
  readonly exchange: Exchange | null;
}

/** The business section as of a day, from billing and deals. */
export function assembleBusiness(
  records: RecordsByKind,
  portal: BillingFacts,
  asOf: number,
  isLatest: boolean,
): BusinessSignals {
  const revenue = revenueSeries(records, asOf, portal.exchange);
  return {
    ...outcomes(records, asOf),
    contract: contract(records, portal, asOf, isLatest),
    invoices: invoices(records, asOf),
    failedCharges: records['failed-charge']?.map((each) => each.at).filter((at) => dayNumber(at) <= asOf),
    mrr: revenue.length === 0 ? undefined : revenue,
    expansion: growth(records, portal, asOf, movements(revenue)),
  };
}

/** The running subscription with the highest recurring amount, by the rates of the day where there are any. */
function mainSubscription(
  records: RecordsByKind,
  exchange: Exchange | null,
  asOf: number,
): RecordOf<'subscription'> | undefined {
  const day = dayFromNumber(asOf);
  const worth = ({ monthlyAmount, currency }: RecordOf<'subscription'>) =>
    exchange === null ? monthlyAmount : (exchange.convert(monthlyAmount, currency, day) ?? 0);
  return (records.subscription ?? [])
    .filter((each) => runs(each, asOf) && !each.trial)
    .map((each) => ({ ...each, ...termsOn(each, records, asOf) }))
    .sort((left, right) => worth(right) - worth(left))[0];
}

function contract(records: RecordsByKind, { exchange }: BillingFacts, asOf: number, isLatest: boolean) {
  const main = mainSubscription(records, exchange, asOf);
  if (main === undefined) return undefined;
  return {
    termMonths: main.termMonths,
    renewsAt:
      main.currentPeriodEnd === null ? undefined : renewalAfter(main.currentPeriodEnd, main.termMonths, asOf),
    autoRenew: isLatest ? main.autoRenew : until(main.canceledAt, asOf) === undefined,
  };
}

/** Walks back from the current period's end, term by term, to the first renewal after the day. */
function renewalAfter(currentPeriodEnd: string, termMonths: number, asOf: number): string {
  const end = new Date(dayNumber(currentPeriodEnd) * 86_400_000);
  let renewal = dayNumber(currentPeriodEnd);
  for (let terms = 1; terms < 1200; terms += 1) {
    const earlier = monthsBefore(end, Math.max(1, Math.round(termMonths)) * terms);
    if (earlier <= asOf) break;
    renewal = earlier;
  }
  return dayFromNumber(renewal);
}

function monthsBefore(date: Date, months: number): number {
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1));
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return Math.floor(target.getTime() / 86_400_000);
}

function invoices(records: RecordsByKind, asOf: number) {
  return records.invoice
    ?.filter(
      (each) =>
        each.status !== 'void' &&
        dayNumber(each.issuedAt) <= asOf &&
        (asOf - dayNumber(each.dueAt) < INVOICE_DAYS || isOwed(each, asOf)),
    )
    .map((each) => {
      const paidAt = until(each.paidAt, asOf);
      const paidSomeDay = each.status === 'paid' && each.paidAt === null;
      return {
        id: each.id,
        dueAt: each.dueAt,
        paidAt,
        amount: each.amount,
        status: paidAt !== undefined || paidSomeDay ? 'paid' : 'open',
      };
    });
}

/** Whether a bill waited for its money on the day. */
function isOwed({ status, paidAt }: RecordOf<'invoice'>, asOf: number): boolean {
  return status === 'open' || (paidAt !== null && dayNumber(paidAt) > asOf);
}

/** A won deal and the bills that follow it are one and the same growth. */
const SAME_GROWTH_DAYS = 60;

/** Talk of growing or shrinking, and what the bills say; undefined where neither is on record. */
function growth(
  records: RecordsByKind,
  portal: BillingFacts,
  asOf: number,
  moved: readonly RevenueMovement[],
) {
  const talks = expansion(records, asOf);
  const told = moved.filter(
    ({ at, contraction }) =>
      asOf - dayNumber(at) < EXPANSION_DAYS &&
      !talks.some(
        (talk) =>
          talk.contraction === contraction &&
          Math.abs(dayNumber(talk.at) - dayNumber(at)) <= SAME_GROWTH_DAYS,
      ),
  );
  return portal.kinds.has('deal') || told.length > 0 ? [...talks, ...told] : undefined;
}

function expansion(records: RecordsByKind, asOf: number) {
  return (records.deal ?? [])
    .filter(
      (each) =>
        (each.dealType === 'expansion' || each.dealType === 'contraction') &&
        dayNumber(each.createdAt) <= asOf &&
        asOf - dayNumber(each.createdAt) < EXPANSION_DAYS,
    )
    .map((each) => ({ at: each.createdAt, contraction: each.dealType === 'contraction' }));
}
