import type { Localised, PlaybookBand } from '../../model/bands.ts';

/** Who does a task: the owner of the company record, or the owner's manager. */
export type OwnerRule = 'company-owner' | 'manager';

/** `response`: within the response time of the alert level; else within a fixed time, whatever the level. */
export type DueRule = 'response' | { readonly withinHours: number };

export interface PlaybookTask {
  readonly id: string;
  readonly subject: Localised;
  /** What to do, in one or two sentences. */
  readonly body: Localised;
  readonly owner: OwnerRule;
  readonly due: DueRule;
}

/** How often the customer is to be met while the playbook lasts. */
export interface Cadence {
  /** Days between two contacts; null when it is done once. */
  readonly days: number | null;
  readonly words: Localised;
}

interface Playbook {
  /** What calls for it, in words. */
  readonly trigger: Localised;
  readonly cadence: Cadence;
  readonly tasks: readonly [PlaybookTask, ...PlaybookTask[]];
}

/** What to do for every company in a band, after S0. */
export interface BandPlaybook extends Playbook {
  readonly band: PlaybookBand;
  /** Days to the first contact where the alert level has no response time of its own. */
  readonly cadence: Cadence & { readonly days: number };
}

/** What to do about one indicator that costs many points. */
export interface Play extends Playbook {
  readonly id: string;
}
