import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { type RecordOf } from '../../model/record.ts';
import { type BusinessSignals } from '../../model/signals.ts';
import { type CompanyFacts, type PortalFacts, type RecordsByKind } from './facts.ts';
import { until } from './relationship.ts';
import { runs } from './seats.ts';

const EXPANSION_DAYS = 180;
const INVOICE_DAYS = 400;

/** The business section as of a day, from billing and deals. */
export function assembleBusiness(
  facts: CompanyFacts,
  portal: PortalFacts,
  asOf: number,
  isLatest: boolean,
): BusinessSignals {
  const { records } = facts;
  return {
    contract: contract(records, asOf, isLatest),
    invoices: invoices(records, asOf),
    failedCharges: records['failed-charge']?.map((each) => each.at).filter((at) => dayNumber(at) <= asOf),
    mrr: mrr(records, asOf),
    expansion: portal.kinds.has('deal') ? expansion(records, asOf) : undefined,
  };
}

/** The running subscription with the highest recurring amount. */
export function mainSubscription(records: RecordsByKind, asOf: number): RecordOf<'subscription'> | undefined {
  return (records.subscription ?? [])
    .filter((each) => runs(each, asOf) && !each.trial)
    .sort((left, right) => right.monthlyAmount - left.monthlyAmount)[0];
}

function contract(records: RecordsByKind, asOf: number, isLatest: boolean) {
  const main = mainSubscription(records, asOf);
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
        asOf - dayNumber(each.dueAt) < INVOICE_DAYS,
    )
    .map((each) => {
      const paidAt = until(each.paidAt, asOf);
      return {
        id: each.id,
        dueAt: each.dueAt,
        paidAt,
        amount: each.amount,
        status: paidAt === undefined ? 'open' : 'paid',
      };
    });
}

function mrr(records: RecordsByKind, asOf: number) {
  return records.invoice
    ?.filter(
      (each) => each.monthlyAmount !== null && each.status !== 'void' && dayNumber(each.issuedAt) <= asOf,
    )
    .map((each) => ({ at: each.issuedAt, amount: each.monthlyAmount ?? 0 }));
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
