import { type CrmCompany } from '../../model/company.ts';
import { currencyCode } from '../../model/currency.ts';
import { dayNumber, type Day } from '../../model/day.ts';
import { type CompanySignals } from '../../model/signals.ts';
import { assembleBusiness } from '../../scoring/records/business.ts';
import { annualRevenue } from '../../scoring/records/revenue.ts';
import { customerSpans } from './customer-spans.ts';
import { type CompanyFacts, type PortalFacts } from './facts.ts';
import { assembleRelationship } from './relationship.ts';
import { assembleUsage } from './usage.ts';

export interface AssembleOptions {
  readonly asOf: Day;
  /** The newest day there is data for: only then may values without a history (today's seats) be used. */
  readonly isLatest: boolean;
  readonly history: readonly { readonly asOf: Day; readonly score: number }[];
  readonly managerId: string | null;
}

/** What was known about a company at the end of a day, as scoring reads it. Pure. */
export function assembleSignals(
  facts: CompanyFacts,
  portal: PortalFacts,
  options: AssembleOptions,
): CompanySignals {
  const asOf = dayNumber(options.asOf);
  const { company, records } = facts;
  const stated = options.isLatest ? statedRevenue(company) : undefined;
  return {
    companyId: company.companyId,
    name: company.name ?? undefined,
    domain: company.domains[0],
    segment: company.segment ?? undefined,
    ownerId: company.ownerId ?? undefined,
    managerId: options.managerId ?? undefined,
    customerSince: company.customerSince ?? undefined,
    arr: stated ?? annualRevenue(records, asOf, portal.exchange),
    usage: assembleUsage(facts, portal, asOf, options.isLatest),
    relationship: assembleRelationship(facts, portal, asOf),
    business: assembleBusiness(facts.records, portal, asOf, options.isLatest),
    history: [...options.history],
    // How a source fares today says nothing about a day in the past.
    sources: options.isLatest ? portal.sources : undefined,
  };
}

/** Yearly revenue as the company's own properties state it; undefined where they do not, or in no currency that there is. */
function statedRevenue({ arr, currency }: CrmCompany): CompanySignals['arr'] {
  const code = currencyCode(currency ?? 'EUR');
  return arr === null || code === null ? undefined : { amount: arr, currency: code };
}

/**
 * First day the company is no customer any more by its subscriptions: null while one runs or when billing is unknown,
 * and for one that came back.
 */
export function lostOn(facts: CompanyFacts, asOf: Day): Day | null {
  return customerSpans(facts, asOf).at(-1)?.until ?? null;
}

/** First day the company was a customer, as far as anything tells; null when nothing does. */
export function customerFrom(facts: CompanyFacts, asOf: Day): Day | null {
  return customerSpans(facts, asOf)[0]?.from ?? facts.company.customerSince;
}
