import { type Day, dayFromNumber, dayNumber, daysBetween } from '../../model/day.ts';
import { endDay, LATE_RENEWAL_DAYS } from '../../scoring/records/subscription-end.ts';
import { everPaid } from './ever-paid.ts';
import { type CompanyFacts } from './facts.ts';

/** A time in which a company was a customer without a break. One that leaves and comes back has several. */
export interface CustomerSpan {
  readonly from: Day;
  /** First day it was none any more; null while a contract without an end runs. */
  readonly until: Day | null;
}

/**
 * The times in which the company was a customer by its subscriptions as known on a day, oldest first; none where billing
 * says nothing or it never paid: who leaves after a trial was no customer, and nobody was lost. What the CRM says about
 * when it became one goes before the beginning of the contract it was one by.
 */
export function customerSpans({ company, records }: CompanyFacts, asOf: Day): CustomerSpan[] {
  const today = dayNumber(asOf);
  const contracts = (records.subscription ?? [])
    .filter((each) => everPaid(each, records))
    .map((contract): CustomerSpan => {
      const from = dayFromNumber(dayNumber(contract.startedAt));
      const end = endDay(contract, today);
      const until = end === null ? null : dayFromNumber(end);
      return { from, until: until !== null && until < from ? from : until };
    })
    .sort((left, right) => (left.from < right.from ? -1 : Number(left.from > right.from)));
  const spans = joined(contracts);
  const since = company.customerSince;
  if (since === null) return spans;
  const own = spans.findIndex(({ until }) => until === null || until > since);
  return joined(spans.map((span, index) => (index === own ? { ...span, from: since } : span)));
}

/** First day of any subscription, a trial or free plan included. */
export function firstContractDay({ records }: CompanyFacts): Day | null {
  const starts = (records.subscription ?? []).map(({ startedAt }) => dayNumber(startedAt));
  return starts.length === 0 ? null : dayFromNumber(Math.min(...starts));
}

/** The span a day lies in: the last one that had begun by it; null before the first. It may be over on the day. */
export function spanBegunBy(spans: readonly CustomerSpan[], day: Day): CustomerSpan | null {
  return spans.findLast(({ from }) => from <= day) ?? null;
}

/**
 * Contracts that overlap or follow each other soon enough, as one. By their beginning, ascending. A renewal that is signed
 * late loses and wins nobody; whoever is away for longer has a whole window of the score without a contract.
 */
function joined(contracts: readonly CustomerSpan[]): CustomerSpan[] {
  const spans: CustomerSpan[] = [];
  for (const next of contracts) {
    const last = spans.at(-1);
    if (last === undefined || (last.until !== null && daysBetween(last.until, next.from) > LATE_RENEWAL_DAYS))
      spans.push(next);
    else spans[spans.length - 1] = { from: last.from, until: later(last.until, next.until) };
  }
  return spans;
}

function later(left: Day | null, right: Day | null): Day | null {
  if (left === null || right === null) return null;
  return left > right ? left : right;
}
