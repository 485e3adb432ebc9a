import { z } from 'zod';
import { type Localised, type PlaybookBand } from './bands.ts';
import { KPI_GRAINS } from './kpi-view.ts';
import { EVERYTHING, PORTFOLIO_SORTS, type PortfolioCompany, type PortfolioSummary } from './portfolio.ts';
import { portalSettings, type PortalSettings } from './portal-settings.ts';
import { type BacktestPreview } from './settings-preview.ts';
import { type SourceState } from './signals.ts';
import { type FollowUpKind } from './follow-ups.ts';

/** What the app's pages and settings ask for, beside `card-actions.ts`. Those called `read…` and `preview…` only read. */
export const PORTAL_ACTIONS = {
  /** What is said of the whole portfolio, and whom to see this week: answers a `PortfolioAnswer`. */
  readPortfolio: z.object({}),
  /** Some of the companies, narrowed and in order: answers a `CompaniesAnswer` (`portfolio.ts`). */
  readCompanies: z.object({
    search: z.string().trim().max(200).default(EVERYTHING.search),
    band: z.string().max(64).default(EVERYTHING.band),
    owner: z.string().max(64).default(EVERYTHING.owner),
    segment: z.string().max(200).default(EVERYTHING.segment),
    renewal: z
      .string()
      .regex(/^(\d{4}-\d{2})?$/)
      .default(EVERYTHING.renewal),
    sort: z.enum(PORTFOLIO_SORTS).default(EVERYTHING.sort),
    offset: z.number().int().min(0).default(0),
    limit: z.number().int().min(1).max(100).default(25),
  }),
  readSettings: z.object({}),
  previewSettings: z.object({ settings: portalSettings }),
  saveSettings: z.object({
    settings: portalSettings,
    /** The version the change was made on. */
    basedOn: z.number().int().min(0),
    note: z.string().trim().max(300).default(''),
  }),
  /** Ties an account of a source to a company; null says that it belongs to none. */
  confirmAccount: z.object({
    source: z.string().min(1).max(64),
    externalId: z.string().min(1).max(300),
    companyId: z
      .string()
      .regex(/^\d{1,20}$/)
      .nullable(),
  }),
  /** What the app's properties, lists and workflows in HubSpot lack; `createInHubSpot` creates it. */
  checkHubSpot: z.object({}),
  createInHubSpot: z.object({}),
  /** The latest check of the score against what happened (`proof.ts`). */
  readProof: z.object({}),
  /** The KPIs of the portfolio (`kpi-view.ts`). */
  readKpis: z.object({
    grain: z.enum(KPI_GRAINS).default('month'),
    /** Periods up to today, the running one included. */
    periods: z.number().int().min(1).max(36).default(13),
  }),
  /** What the proposed weights would do, company by company: answers a `SettingsPreview`. */
  previewProposal: z.object({}),
  /** Makes the proposed weights the portal's: a new version of its settings. */
  publishProposal: z.object({
    /** `until` of the check whose proposal it is, so that nobody publishes another one than they saw. */
    until: z.iso.date(),
    basedOn: z.number().int().min(0),
    note: z.string().trim().max(300).default(''),
  }),
  /** Back to the model of an earlier version of the settings, as a new version. */
  rollBackModel: z.object({
    toVersion: z.number().int().min(0),
    basedOn: z.number().int().min(0),
    note: z.string().trim().max(300).default(''),
  }),
} as const;
export type PortalAction = keyof typeof PORTAL_ACTIONS;
export type PortalRequest<Action extends PortalAction> = z.output<(typeof PORTAL_ACTIONS)[Action]>;

/** How many companies were in each band on a day. */
export interface BandsOfDay {
  readonly day: string;
  readonly bands: Readonly<Record<string, number>>;
}

export interface BandMove {
  readonly from: string;
  readonly to: string;
  readonly companies: number;
}

/** Five criteria of a source's data quality; null where it cannot be measured. Shares are 0–1. */
export interface SourceQuality {
  /** Whether its last pull could read it. */
  readonly access: boolean | null;
  /** Share of the records read that could be understood; at most this, because records read again count again. */
  readonly accuracy: number | null;
  /** Hours since it was last read to the end. */
  readonly currency: number | null;
  /**
   * Mean weight in the scores of the indicators it feeds, 0 for companies without an account in it. An indicator that
   * several sources feed counts for each of them.
   */
  readonly impact: number | null;
  /** Share of the companies with a health that are tied to one of its accounts. */
  readonly integration: number | null;
}

/** Why records of a source were set aside. */
export interface SourceProblem {
  readonly reason: Localised;
  readonly records: number;
}

export interface SourceHealth extends Omit<SourceState, 'reason'> {
  readonly id: string;
  readonly title: string;
  /** What failed and what to do; absent where nothing did. */
  readonly reason?: Localised | undefined;
  /** Companies with data from it, as far as accounts say. */
  readonly accounts: number;
  readonly matched: number;
  /** Accounts without a company on which nobody has decided. */
  readonly waiting?: number;
  /** Records read in all pulls, again where one was read again. */
  readonly read?: number;
  /** Records set aside because they could not be read. */
  readonly quarantined: number;
  /** The most frequent reasons, most frequent first. */
  readonly problems?: readonly SourceProblem[];
  readonly credentials: readonly string[];
  /** In the portfolio only: settings need no scores. */
  readonly quality?: SourceQuality;
}

export interface UnmatchedAccount {
  readonly source: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly reason: Localised;
  readonly suggestions: readonly { readonly companyId: string; readonly name: string }[];
}

export interface PortfolioAnswer {
  readonly portalId: string;
  readonly asOf: string;
  /** Of all companies. */
  readonly summary: PortfolioSummary;
  /** Those of all companies who need the team this week, most pressing first, as many as `capacity`. */
  readonly queue: readonly PortfolioCompany[];
  /** Owner id → name. */
  readonly owners: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly history: readonly BandsOfDay[];
  /** Since 30 days before `asOf`. */
  readonly moves: readonly BandMove[];
  readonly sources: readonly SourceHealth[];
  readonly unmatched: readonly UnmatchedAccount[];
  /** Accounts the team can work on in a week. */
  readonly capacity: number;
  readonly lastRunAt: string | null;
}

export interface ModelOption {
  readonly id: string;
  readonly title: Localised;
  readonly bands: readonly { readonly id: string; readonly from: number }[];
  readonly thresholds: { readonly trend: number; readonly rapidDecline: number };
  readonly minimumCoverage: number;
  /** Without indicators in a model that counts actions: it has no weights to change. */
  readonly dimensions: readonly {
    readonly id: string;
    readonly title: Localised;
    readonly weight: number;
    readonly indicators: readonly {
      readonly id: string;
      readonly title: Localised;
      readonly weight: number;
    }[];
  }[];
}

export interface SegmentOption {
  readonly id: string;
  readonly title: Localised;
  /** Model id → dimension id → weight, where the segment weighs by itself. */
  readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface PlaybookOption {
  readonly band: PlaybookBand;
  readonly steps: readonly { readonly id: string; readonly title: Localised }[];
}

/** What of ours is missing or different in HubSpot, and what was created. */
export interface HubSpotSetup {
  readonly created: readonly string[];
  readonly drift: readonly {
    readonly name: string;
    readonly problem: Localised;
    readonly remedy: Localised;
  }[];
}

export interface SettingsVersionAnswer {
  readonly version: number;
  readonly settings: PortalSettings;
  readonly author: string;
  readonly note: string;
  readonly createdAt: string | null;
}

export interface SettingsAnswer {
  /** Newest first; the last is the shipped state. */
  readonly versions: readonly SettingsVersionAnswer[];
  /** What holds where the settings say nothing. */
  readonly configured: {
    readonly locale: string;
    readonly modelId: string;
    /** Null: nobody. */
    readonly managerOwnerId: string | null;
    readonly followUps: readonly FollowUpKind[];
  };
  /** Those that can be chosen, with the one configured and those of earlier versions. */
  readonly models: readonly ModelOption[];
  readonly segments: readonly SegmentOption[];
  /** As shipped. */
  readonly playbooks: readonly PlaybookOption[];
  readonly sources: readonly SourceHealth[];
  readonly owners: Readonly<Record<string, string>>;
}

/** What a change of the settings would do, company by company, as of today. */
export interface SettingsPreview {
  /** Companies scored for this answer, of all; fewer when the time ran out. */
  readonly considered: number;
  readonly total: number;
  readonly averageBefore: number | null;
  readonly averageAfter: number | null;
  /** Companies whose band would change, largest groups first. */
  readonly moves: readonly (BandMove & {
    /** Currency → revenue a year. */
    readonly revenue: Readonly<Record<string, number>>;
  })[];
  /** The largest of them by money. */
  readonly examples: readonly {
    readonly companyId: string;
    readonly name: string;
    readonly from: string;
    readonly to: string;
    readonly before: number | null;
    readonly after: number | null;
  }[];
  /** Null when the change leaves every score and band as it is. */
  readonly backtest: BacktestPreview | null;
}
