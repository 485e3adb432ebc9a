import { type AdvocacyAct } from '../../model/bands.ts';

/**
 * The simulated world: customers with a latent health and known outcomes. Outcome first, then behaviour, so
 * that the truth is exact. All sandbox servers are fed by one world; everything follows from seed and profile.
 */

/** `realistic`: hard to predict, as in life. `demo`: clearer signals. `null`: behaviour carries no signal. */
export type WorldProfile = 'realistic' | 'demo' | 'null';

export interface WorldOptions {
  readonly seed: number;
  readonly profile: WorldProfile;
  readonly companies: number;
  /** Length of the simulated past in days; the last one is `endDay`. */
  readonly days: number;
  /** "Today" of the world, `YYYY-MM-DD`. */
  readonly endDay: string;
  /** Median of the events a user sends on an active day; 7.4 unless told. Fewer make a lighter world. */
  readonly eventsPerUserDay?: number;
}

export interface WorldOwner {
  /** HubSpot owner id. */
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly manager: boolean;
}

export type ChurnKind = 'behavioural' | 'silent' | 'involuntary';

/** What a decline begins with; each reaches the other sides less. */
export type ChurnCause = 'everything' | 'product' | 'relationship' | 'value';

/** Latent health, side by side: 0 failing, 1 thriving. */
export interface WorldHealth {
  readonly product: number;
  readonly relationship: number;
  readonly value: number;
}

/** What really happens to a customer; never visible to the product. */
export interface WorldTruth {
  readonly churnKind: ChurnKind | null;
  /** Day the customer is lost; null: still a customer at `endDay`. May lie up to 90 days after `endDay`. */
  readonly churnDay: string | null;
  /** How well the product suits the customer for good, 0–1. */
  readonly fit: number;
  /** Day the decline starts, for behavioural churn. */
  readonly onsetDay: string | null;
  /** What the decline begins with. */
  readonly cause: ChurnCause | null;
  /** Share of normal that the decline falls to, 0–1. */
  readonly depth: number | null;
  /** Day a seat expansion happens, if any. */
  readonly expansionDay: string | null;
}

export type ContactRole = 'executive-sponsor' | 'champion' | 'admin' | 'member';

/** A person at the customer; a product user when `userId` is set. */
export interface WorldContact {
  /** HubSpot contact record id. */
  readonly id: string;
  readonly userId: string | null;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: ContactRole;
  readonly createdDay: string;
  /** Day the person left the customer. */
  readonly leftDay: string | null;
}

export interface WorldInvoice {
  readonly id: string;
  readonly issuedDay: string;
  readonly dueDay: string;
  readonly paidDay: string | null;
  /** Days on which a charge attempt failed. */
  readonly failedDays: readonly string[];
  readonly seats: number;
  /** In minor units (cents) of the company's currency. */
  readonly amountMinor: number;
  readonly periodStartDay: string;
  readonly periodEndDay: string;
}

export interface WorldMeeting {
  /** HubSpot meeting record id. */
  readonly id: string;
  readonly day: string;
  readonly title: string;
  readonly review: boolean;
  /** HubSpot `hs_meeting_outcome`. */
  readonly outcome: 'SCHEDULED' | 'COMPLETED' | 'NO_SHOW' | 'CANCELED' | 'RESCHEDULED';
  readonly contactIds: readonly string[];
}

export interface WorldDeal {
  /** HubSpot deal record id. */
  readonly id: string;
  readonly name: string;
  readonly type: 'newbusiness' | 'existingbusiness' | 'renewal' | 'contraction';
  readonly createdDay: string;
  readonly closedDay: string | null;
  readonly outcome: 'open' | 'won' | 'lost';
  readonly amount: number;
}

/** What the customer success team writes down about a customer, oldest first. */
export interface WorldSuccess {
  /** Readings of goals; those of one goal have its name in common. */
  readonly goals: readonly {
    readonly name: string;
    readonly measuredDay: string;
    /** Share reached. */
    readonly progress: number;
    readonly startDay: string;
    readonly dueDay: string;
  }[];
  /** Value and cost of half a year, in whole units of the company's currency. */
  readonly roi: readonly { readonly day: string; readonly value: number; readonly cost: number }[];
  readonly budgets: readonly { readonly day: string; readonly change: number; readonly dedicated: boolean }[];
  readonly advocacy: readonly { readonly day: string; readonly act: AdvocacyAct }[];
}

export interface WorldCompany {
  readonly index: number;
  /** HubSpot company record id. */
  readonly id: string;
  /** Account id in the product's own systems, for example `acct_0007`. */
  readonly accountId: string;
  readonly name: string;
  readonly domain: string;
  /** HubSpot id of the parent company, for the few subsidiaries that share their parent's domain. */
  readonly parentId: string | null;
  readonly segment: 'smb' | 'mid' | 'enterprise';
  readonly ownerId: string;
  readonly customerSince: string;
  readonly currency: 'EUR' | 'USD';
  readonly billing: {
    /** null: billing data is missing for this company. */
    readonly stripeCustomerId: string | null;
    /** How the Stripe customer points back to the CRM. */
    readonly link: 'metadata' | 'email-domain' | 'free-mail';
    readonly interval: 'month' | 'year';
    readonly unitAmountMinor: number;
    readonly autoRenew: boolean;
    readonly renewsAt: string;
    readonly invoices: readonly WorldInvoice[];
  };
  readonly usage: {
    /** How the Amplitude group points back to the CRM; `none`: no product analytics for this company. */
    readonly link: 'hubspot-id' | 'domain' | 'user-emails' | 'none';
    /** Days without any event because the integration was down (not because nobody worked). */
    readonly gap: { readonly from: string; readonly to: string } | null;
  };
  /** Seat changes, oldest first; the first entry is the start. */
  readonly seats: readonly { readonly day: string; readonly seats: number }[];
  readonly contacts: readonly WorldContact[];
  readonly meetings: readonly WorldMeeting[];
  readonly deals: readonly WorldDeal[];
  readonly success: WorldSuccess;
  readonly truth: WorldTruth;
}

/** One user's work on one day. */
export interface WorldActivity {
  readonly userId: string;
  readonly email: string;
  /** Event names with how often, for example `Report Viewed`, `Workflow Started`, `Integration Synced: slack`. */
  readonly events: readonly { readonly name: string; readonly count: number }[];
}

export interface World {
  readonly options: WorldOptions;
  readonly startDay: string;
  readonly owners: readonly WorldOwner[];
  readonly companies: readonly WorldCompany[];
  /** Accounts that the source systems know and the CRM does not: no company may be matched to them. */
  readonly strangers: readonly WorldCompany[];
  /** Latent health of a company on a day number. */
  health(company: WorldCompany, day: number): WorldHealth;
  /** What the users of a company did on a day, generated on demand, always the same for the same world. */
  work(company: WorldCompany, day: string): readonly WorldActivity[];
  /** What the company's main product analytics saw of it: nothing where it is not connected or was down. */
  activity(company: WorldCompany, day: string): readonly WorldActivity[];
}
