import { type Day, dayNumber } from '../../model/day.ts';
import { type Exchange } from '../../model/exchange.ts';
import { movements, revenueSeries } from '../../scoring/records/revenue.ts';
import { lostOn } from '../assemble/assemble.ts';
import { type PipelineDeps } from '../deps.ts';
import { companyPages } from './each-company.ts';

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

/** What became of every company of the portal by a day, by its subscriptions and bills. */
export async function loadOutcomes(
  deps: Pick<PipelineDeps, 'db' | 'portalId'>,
  until: Day,
  exchange: Exchange | null = null,
): Promise<Map<string, CompanyOutcome>> {
  const outcomes = new Map<string, CompanyOutcome>();
  for await (const page of companyPages(deps, ['subscription', 'invoice', 'mrr']))
    for (const facts of page) {
      const { companyId, name, segment, arr } = facts.company;
      const moved = movements(revenueSeries(facts.records, dayNumber(until), exchange));
      outcomes.set(companyId, {
        companyId,
        name: name ?? companyId,
        segment,
        arr,
        lostOn: lostOn(facts),
        expandedOn: moved.filter(({ contraction }) => !contraction).map(({ at }) => dayNumber(at)),
      });
    }
  return outcomes;
}
