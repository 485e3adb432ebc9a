import {
  NONE,
  type PortfolioEntry,
  type PortfolioSummary,
  type SegmentMeans,
} from '../../model/portfolio.ts';
import { isAtRisk } from './select.ts';

/** Lower ends of the ranges of coverage that are told, best first. */
const RANGES = [0.9, 0.7, 0.4, 0];
/** A field that was filled in freely may have a value a company; nobody reads or chooses among thousands. */
const MOST_SEGMENTS = 50;
const MOST_CHOICES = 500;

/** What is said of all companies. Pure. */
export function summaryOf(companies: readonly PortfolioEntry[]): PortfolioSummary {
  const scored = companies.filter(({ score }) => score !== null);
  const atRisk = companies.filter(isAtRisk);
  return {
    total: companies.length,
    customers: scored.length,
    averageScore: meanOf(scored, ({ score }) => score),
    averageCoverage: meanOf(scored, ({ coverage }) => coverage),
    atRisk: atRisk.length,
    revenueAtRisk: revenueOf(atRisk),
    segments: segmentsOf(scored),
    coverage: RANGES.map((from, index) => {
      const to = RANGES[index - 1] ?? Infinity;
      const count = companies.filter(({ coverage }) => coverage >= from && coverage < to).length;
      return { from, to: Math.min(1, to), companies: count };
    }),
    choices: {
      owners: valuesOf(companies, ({ ownerId }) => ownerId ?? NONE),
      segments: valuesOf(companies, ({ segment }) => segment ?? NONE),
      renewals: valuesOf(companies, ({ renewsAt }) => renewsAt?.slice(0, 7)),
    },
  };
}

function segmentsOf(scored: readonly PortfolioEntry[]): SegmentMeans[] {
  const groups = [...Map.groupBy(scored, ({ segment }) => segment ?? NONE)];
  return groups
    .sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1))
    .slice(0, MOST_SEGMENTS)
    .map(([segment, companies]) => {
      const dimensions = new Set(companies.flatMap((each) => Object.keys(each.dimensions)));
      return {
        segment,
        customers: companies.length,
        score: meanOf(companies, ({ score }) => score),
        dimensions: Object.fromEntries(
          [...dimensions].map((id) => [id, meanOf(companies, (each) => each.dimensions[id])]),
        ),
      };
    });
}

/** Mean of the known values; null when there is none. */
function meanOf(
  companies: readonly PortfolioEntry[],
  valueOf: (company: PortfolioEntry) => number | null | undefined,
): number | null {
  let [sum, known] = [0, 0];
  for (const company of companies) {
    const value = valueOf(company);
    if (value === null || value === undefined) continue;
    sum += value;
    known += 1;
  }
  return known === 0 ? null : sum / known;
}

/** By currency: what one is worth in another is not ours to know. */
function revenueOf(companies: readonly PortfolioEntry[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { arr, currency } of companies) {
    if (arr !== null && currency !== null) totals[currency] = (totals[currency] ?? 0) + arr;
  }
  return totals;
}

function valuesOf(
  companies: readonly PortfolioEntry[],
  field: (company: PortfolioEntry) => string | undefined,
): string[] {
  const values = new Set(companies.map(field).filter((value) => value !== undefined));
  return [...values].sort().slice(0, MOST_CHOICES);
}
