import { type Day, dayNumber } from '../../model/day.ts';
import { type Exchange } from '../../model/exchange.ts';
import { movements, revenueSeries } from '../../scoring/records/revenue.ts';
import { lostOn } from '../assemble/assemble.ts';
import { type CompanyFacts } from '../assemble/facts.ts';

export interface CompanyOutcome {
  readonly companyId: string;
  readonly name: string;
  readonly segment: string | null;
  readonly arr: number | null;
  /** Day the last subscription ended; null while one runs or when billing says nothing. */
  readonly lostOn: Day | null;
  /** Day numbers on which it began to pay more. */
  readonly expandedOn: readonly number[];
}

/** What became of a company by a day, by its subscriptions and bills. */
export function outcomeOf(facts: CompanyFacts, until: Day, exchange: Exchange | null): CompanyOutcome {
  const { companyId, name, segment, arr } = facts.company;
  const moved = movements(revenueSeries(facts.records, dayNumber(until), exchange));
  return {
    companyId,
    name: name ?? companyId,
    segment,
    arr,
    lostOn: lostOn(facts),
    expandedOn: moved.filter(({ contraction }) => !contraction).map(({ at }) => dayNumber(at)),
  };
}
