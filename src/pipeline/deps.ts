import { type Exchange } from '../model/exchange.ts';
import { type FollowUpKind } from '../model/follow-ups.ts';
import { type HubSpotApi } from '../model/hubspot-api.ts';
import { type LossReason } from '../model/loss-reason.ts';
import { type ModelChanges, type PlaybookChanges } from '../model/portal-settings.ts';
import { type Source } from '../model/source.ts';
import { type Locale } from '../model/bands.ts';
import { type Db } from '../store/open.ts';

export { type Store } from '../store/open.ts';

/** What a run needs, passed in by the composition root. */
export interface PipelineDeps {
  readonly db: Db;
  readonly portalId: string;
  readonly api: HubSpotApi;
  readonly sources: readonly Source[];
  readonly log: Log;
  readonly clock: () => Date;
  /** Folder for temporary files. */
  readonly tempDir: string;
  readonly settings: PipelineSettings;
}

/** `app`: our own act step · `workflow`: workflows in HubSpot, which people can build on. */
export type TaskMaker = 'app' | 'workflow';

/** A company property and what its values mean, by the value in lower case. */
export interface LossReasonSource {
  readonly property: string;
  readonly meanings: Readonly<Record<string, LossReason>>;
}

export interface PipelineSettings {
  readonly locale: Locale;
  /** Model for companies whose segment names no other. */
  readonly modelId: string;
  /** Lifecycle stages that make a company a customer. */
  readonly customerStages: readonly string[];
  /** Owner who takes critical accounts; null: the company's owner does. */
  readonly managerOwnerId: string | null;
  /** Days of the past that a first sync reads and scores. */
  readonly backfillDays: number;
  /** Rates for adding up amounts of several currencies; absent: they are not added up. */
  readonly exchange?: Exchange | undefined;
  /** Who creates the tasks of a band change; `app` unless told. */
  readonly tasks?: TaskMaker;
  /** Where people enter why a customer left; absent: nowhere. */
  readonly lossReasons?: LossReasonSource | undefined;
  /** Follow-ups that become tasks; all unless told. */
  readonly followUps?: readonly FollowUpKind[] | undefined;
  /** What the portal's admin changed in the steps of playbooks; absent: nothing. */
  readonly playbooks?: PlaybookChanges | undefined;
  /** What the portal's admin changed in the model; absent: nothing. */
  readonly modelChanges?: { readonly changes: ModelChanges; readonly revision: number };
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** How far a long step is, for progress bars: `done` of `total` (null when unknown). */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number | null;
}
export type OnProgress = (progress: Progress) => void;
