import type { PortfolioAnswer, PortfolioCompany } from '../../../src/model/portal-actions.ts';

/** What one can narrow the portfolio by; '' means all. */
export interface PortfolioFilters {
  readonly search: string;
  readonly band: string;
  readonly owner: string;
  readonly segment: string;
  /** `YYYY-MM`. */
  readonly renewal: string;
}

export const NO_FILTERS: PortfolioFilters = { search: '', band: '', owner: '', segment: '', renewal: '' };

export const SORTS = ['priority', 'score', 'risk', 'change', 'revenue'] as const;
export type PortfolioSort = (typeof SORTS)[number];

/** Value of a filter for companies without an owner or segment. */
export const NONE = '-';

/** Ascending by these; what is unknown comes last. */
const SORT_KEYS: Readonly<Record<PortfolioSort, (company: PortfolioCompany) => number | null>> = {
  priority: ({ priority }) => -priority,
  score: ({ score }) => score,
  risk: ({ risk }) => (risk === null ? null : -risk),
  change: ({ delta30d }) => delta30d,
  revenue: ({ arr }) => (arr === null ? null : -arr),
};

/** The companies that fit, in order. */
export function selected(
  { companies }: PortfolioAnswer,
  { search, band, owner, segment, renewal }: PortfolioFilters,
  sort: PortfolioSort,
): PortfolioCompany[] {
  const wanted = search.trim().toLowerCase();
  const key = SORT_KEYS[sort];
  return companies
    .filter(
      (each) =>
        each.name.toLowerCase().includes(wanted) &&
        (band === '' || each.band === band) &&
        (owner === '' || (each.ownerId ?? NONE) === owner) &&
        (segment === '' || (each.segment ?? NONE) === segment) &&
        (renewal === '' || each.renewsAt?.startsWith(renewal) === true),
    )
    .sort((a, b) => (key(a) ?? Infinity) - (key(b) ?? Infinity) || a.name.localeCompare(b.name));
}

export function isAtRisk({ band }: PortfolioCompany): boolean {
  return band === 'red' || band === 'orange';
}

/** Who the team should see this week: at risk or falling, most pressing first, as many as it can see. */
export function queueOf({ companies, capacity }: PortfolioAnswer): PortfolioCompany[] {
  const pressing = companies.filter((each) => isAtRisk(each) || (each.delta30d ?? 0) <= -5);
  return [...pressing].sort((a, b) => b.priority - a.priority).slice(0, capacity);
}

/** Mean of the known values; null when there is none. */
export function meanOf(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Revenue a year by currency. */
export function revenueOf(companies: readonly PortfolioCompany[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { arr, currency } of companies) {
    if (arr !== null && currency !== null) totals[currency] = (totals[currency] ?? 0) + arr;
  }
  return totals;
}

/** The different values of a field, sorted. */
export function valuesOf(
  companies: readonly PortfolioCompany[],
  field: (company: PortfolioCompany) => string | null,
): string[] {
  return [...new Set(companies.map((each) => field(each) ?? NONE))].sort();
}
