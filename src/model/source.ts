import type { z } from 'zod';
import type { Message } from './messages/message.ts';
import type { SourceRecord } from './record.ts';
import type { CrmCompany } from './company.ts';

/**
 * The contract of a source system. A source has streams; a stream reads pages from its cursor on; a page is
 * stored together with the cursor behind it in one transaction, so that a crash repeats at most one page and
 * loses none. Storing the same page twice changes nothing.
 */

/** An account as a source system knows it, with everything that can tie it to a HubSpot company. */
export interface ExternalAccount {
  readonly externalId: string;
  readonly name: string | null;
  /** Web domains the source states for the account itself. */
  readonly domains: readonly string[];
  /** E-mail addresses of its users or payers; only their domains are used, free-mail ones never. */
  readonly emails: readonly string[];
  /** HubSpot company id stated in the source (a metadata field, an id property); beats everything else. */
  readonly hubspotCompanyId: string | null;
  /** Id of the Salesforce account it is, as the source states it, with 15 or 18 characters; not validated. */
  readonly salesforceAccountId?: string | null;
  /** What the source lists in full here, so that it replaces what was known; everything else only adds to it. */
  readonly states?: readonly StatedWholly[];
}

/** Fields of an account that some object of its source holds, and nothing else. */
export type StatedWholly = 'hubspotCompanyId' | 'domains';

/** What one user of one account did on one UTC day, out of one chunk of a source. */
export interface UsageUserDay {
  readonly accountId: string;
  readonly userId: string;
  /** UTC day of the events. */
  readonly day: string;
  /** Part of the source the row came from (for example the upload day). Re-reading a chunk replaces its rows. */
  readonly chunk: string;
  readonly events: number;
  readonly workflowsStarted: number;
  readonly workflowsCompleted: number;
  /** Feature id → depth reached that day. */
  readonly features: Readonly<Record<string, 'basic' | 'moderate' | 'advanced'>>;
  /** Ids of integrations seen working that day. */
  readonly integrations: readonly string[];
  readonly email: string | null;
}

/** A record that could not be mapped and was set aside, so that the rest can go on. */
export interface Quarantined {
  readonly stream: string;
  readonly recordId: string | null;
  readonly reason: Message;
  /** How many records it stands for; one where it does not say. */
  readonly records?: number;
}

export interface Page<Cursor> {
  /** Where the next read starts once this page is stored. */
  readonly cursor: Cursor;
  /** Raw records read for this page, for progress and the summary. */
  readonly read: number;
  readonly companies?: readonly CrmCompany[];
  readonly accounts?: readonly ExternalAccount[];
  readonly records?: readonly SourceRecord[];
  /** Ids of records that the source deleted. */
  readonly deleted?: readonly { readonly kind: SourceRecord['kind']; readonly id: string }[];
  readonly usage?: {
    /** Chunks (inclusive) whose earlier rows these rows replace. */
    readonly replaces: { readonly from: string; readonly to: string };
    readonly rows: readonly UsageUserDay[];
    /** UTC days (inclusive) that the source now covers without gaps. */
    readonly coverage: { readonly from: string; readonly to: string };
  };
  readonly quarantined?: readonly Quarantined[];
  /** 0–1 of the whole stream, where the stream can tell. */
  readonly progress?: number;
}

export interface PullContext {
  /** The instant of the run. Sources never read a clock. */
  readonly now: Date;
  /** First UTC day to read when there is no cursor yet. */
  readonly since: string;
  readonly signal: AbortSignal;
  /** Folder for temporary files; removed after the pull. */
  readonly tempDir: string;
  /** What was deleted may wait for the next pull, where finding it takes reading everything that ever was. */
  readonly skipDeletions?: boolean;
}

export interface Stream<Cursor = unknown> {
  readonly name: string;
  /** Validates a stored cursor; one that does not fit any more starts the stream over. */
  readonly cursor: z.ZodType<Cursor>;
  pull(context: PullContext, cursor: Cursor | null): AsyncIterable<Page<Cursor>>;
  /**
   * Where reading everything again begins for what was read up to a cursor. Streams without it, and null, begin as if
   * nothing had been read.
   */
  restart?(context: PullContext, cursor: Cursor): Cursor | null;
  /**
   * Records by their ids as they are now, for sources that show changes late; what is gone comes as deleted. The page has
   * the cursor given.
   */
  reread?(cursor: Cursor, ids: readonly string[]): Promise<Page<Cursor>>;
}

export interface SourceMeta {
  readonly id: string;
  readonly title: string;
  /** Indicators this source feeds. */
  readonly feeds: readonly string[];
  /** Names of the environment variables it needs. */
  readonly credentials: readonly string[];
  readonly scopes: readonly string[];
  readonly limits: string;
  /** Seconds until it shows what it has announced; 0 unless told. */
  readonly lagSeconds?: number;
  readonly docs: string;
}

export interface Source {
  readonly meta: SourceMeta;
  readonly streams: readonly Stream[];
}
