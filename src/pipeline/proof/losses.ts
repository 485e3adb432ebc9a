import { addDays, type Day, dayNumber } from '../../model/day.ts';
import { type Exchange } from '../../model/exchange.ts';
import { movements, revenueSeries } from '../../scoring/records/revenue.ts';
import { type CustomerSpan, customerSpans } from '../assemble/customer-spans.ts';
import { type CompanyFacts } from '../assemble/facts.ts';

/** What became of a customer; a company that left and came back was several. */
export interface CompanyOutcome {
  readonly companyId: string;
  /** Tells its times as a customer apart; the latest goes by the id of the company. */
  readonly customerId: string;
  readonly name: string;
  readonly segment: string | null;
  readonly arr: number | null;
  /** First day it was no customer any more; null while a subscription runs or when billing says nothing. */
  readonly lostOn: Day | null;
  /** Day numbers on which it began to pay more. */
  readonly expandedOn: readonly number[];
}

/** A time as a customer, and the days whose scores and plays belong to it: up to the day before it came back. */
export interface JudgedSpan {
  readonly customerId: string;
  readonly span: CustomerSpan;
  readonly from: Day;
  readonly to: Day;
}

/** The times that have begun by a day, oldest first; one without an end where billing says nothing. */
export function judgedSpans(facts: CompanyFacts, until: Day): JudgedSpan[] {
  const { companyId } = facts.company;
  const begun = customerSpans(facts, until).filter(({ from }) => from <= until);
  const spans = begun.length === 0 ? [{ from: '', until: null }] : begun;
  return spans.map((span, index) => {
    const next = spans[index + 1];
    return {
      customerId: next === undefined ? companyId : `${companyId} until ${span.until ?? ''}`,
      span,
      from: index === 0 ? '' : span.from,
      to: next === undefined ? until : addDays(next.from, -1),
    };
  });
}

/** What became of a customer by a day, by its subscriptions and bills. */
export function outcomeOf(
  facts: CompanyFacts,
  { customerId, span, from, to }: JudgedSpan,
  exchange: Exchange | null,
): CompanyOutcome {
  const { companyId, name, segment, arr } = facts.company;
  const moved = movements(revenueSeries(facts.records, dayNumber(to), exchange));
  return {
    companyId,
    customerId,
    name: name ?? companyId,
    segment,
    arr,
    lostOn: span.until,
    expandedOn: moved
      .filter(({ at, contraction }) => !contraction && at >= from)
      .map(({ at }) => dayNumber(at)),
  };
}
