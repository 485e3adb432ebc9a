import { type Band, type Localised } from './bands.ts';

/** The app's home: companies in a row each, and what is said of all of them. No validation library: pages carry it. */

/** What the table of companies is sorted by. */
export const PORTFOLIO_SORTS = ['priority', 'score', 'risk', 'change', 'revenue'] as const;
export type PortfolioSort = (typeof PORTFOLIO_SORTS)[number];

/** Value of a filter for companies without an owner or a segment. */
export const NONE = '-';

/** Which companies are wanted, and in which order; '' means all. */
export interface PortfolioQuery {
  /** Part of the name. */
  readonly search: string;
  readonly band: string;
  /** An id, or {@link NONE}. */
  readonly owner: string;
  /** An id, or {@link NONE}. */
  readonly segment: string;
  /** Month of the renewal, `YYYY-MM`. */
  readonly renewal: string;
  readonly sort: PortfolioSort;
}

export const EVERYTHING: PortfolioQuery = {
  search: '',
  band: '',
  owner: '',
  segment: '',
  renewal: '',
  sort: 'priority',
};

/** A company as far as order, filters and figures need it. */
export interface PortfolioEntry {
  readonly companyId: string;
  readonly name: string;
  readonly segment: string | null;
  readonly ownerId: string | null;
  readonly arr: number | null;
  readonly currency: string | null;
  /** `arr` in the currency of the whole book; null when nothing tells, absent where the book has one currency. */
  readonly comparableArr?: number | null;
  /** Day of the renewal. */
  readonly renewsAt: string | null;
  readonly score: number | null;
  /** The band people see. */
  readonly band: Band;
  /** Last day on which a person's override shows `band`; null when the score earned it. */
  readonly overriddenUntil: string | null;
  readonly delta30d: number | null;
  readonly coverage: number;
  readonly provisional: boolean;
  /** Risk times money times nearness of the renewal; the queue's order. */
  readonly priority: number;
  readonly risk: number | null;
  /** Dimension id → score. */
  readonly dimensions: Readonly<Record<string, number | null>>;
}

/** A company as a row of a table. */
export interface PortfolioCompany extends PortfolioEntry {
  /** The costliest reason. */
  readonly reason: Localised | null;
  /** Tasks of a playbook that are open. */
  readonly openTasks: number;
}

/** Some of the companies that were asked for. */
export interface CompaniesAnswer {
  readonly companies: readonly PortfolioCompany[];
  /** How many fit the filters, of all there are. */
  readonly found: number;
  readonly total: number;
}

/** What is said of all companies, however many there are. */
export interface PortfolioSummary {
  readonly total: number;
  /** Those with a score. */
  readonly customers: number;
  readonly averageScore: number | null;
  /** Share of the model that has data, of those with a score. */
  readonly averageCoverage: number | null;
  /** In red or orange. */
  readonly atRisk: number;
  /** Currency → revenue a year of those at risk. */
  readonly revenueAtRisk: Readonly<Record<string, number>>;
  /** Largest segments first. */
  readonly segments: readonly SegmentMeans[];
  /** All companies by data coverage, best first; `from` is included, `to` is not. */
  readonly coverage: readonly { readonly from: number; readonly to: number; readonly companies: number }[];
  /** Values to narrow by; {@link NONE} where some have none. */
  readonly choices: {
    readonly owners: readonly string[];
    readonly segments: readonly string[];
    /** Months, oldest first. */
    readonly renewals: readonly string[];
  };
}

/** Means over the companies of a segment that have a score. */
export interface SegmentMeans {
  /** {@link NONE} for those without one. */
  readonly segment: string;
  readonly customers: number;
  readonly score: number | null;
  /** Dimension id → mean score. */
  readonly dimensions: Readonly<Record<string, number | null>>;
}
