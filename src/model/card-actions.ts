import { z } from 'zod';
import { BANDS, type Localised } from './bands.ts';
import { type HealthBreakdown } from './breakdown.ts';
import { isoDate } from './fields.ts';
import { FIELD_MESSAGES } from './messages/fields.ts';

/**
 * What cards ask for: the one contract of the functions of the static build and the signed endpoints of the OAuth
 * build. HubSpot repeats a request that failed once, so every action may be repeated: what has an effect of its own
 * carries a `requestId`, the others lead to the same state.
 */

/** HubSpot record ids are whole numbers; anything else would change the path that is called. */
const companyId = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d{0,19}$/, FIELD_MESSAGES['field.company-id'].en));
/** Made once by the sender for what should happen once. */
const requestId = z.string().regex(/^[\w-]{8,64}$/, FIELD_MESSAGES['field.request-id'].en);
const reason = z.string().trim().min(3, FIELD_MESSAGES['field.reason'].en).max(500);

export const CARD_ACTIONS = {
  getHealth: z.object({ companyId }),
  refreshHealth: z.object({ companyId }),
  logPulse: z.object({ companyId, requestId, score: z.number().int().min(1).max(5), reason }),
  startPlaybook: z.object({
    companyId,
    /** Ids of the steps to make tasks of; all when absent. */
    steps: z.array(z.string().max(64)).max(50).optional(),
  }),
  setOverride: z.object({
    companyId,
    requestId,
    /** null ends the override that holds. */
    band: z.enum(BANDS).nullable(),
    reason,
    /** Last day it holds; needed with a band. */
    expiresAt: isoDate.optional(),
  }),
} as const;
export type CardAction = keyof typeof CARD_ACTIONS;
export type CardRequest<Action extends CardAction> = z.output<(typeof CARD_ACTIONS)[Action]>;

/** The health of a company as it is published. */
export interface CompanyHealth {
  readonly companyId: string;
  /** 0–100; null when the company was never scored or nothing could be scored. */
  readonly score: number | null;
  readonly band: string | null;
  readonly alert: string | null;
  /** ISO instant. */
  readonly scoredAt: string | null;
  /** null when there is none or it does not fit its schema. */
  readonly breakdown: HealthBreakdown | null;
}

/** What an action did, with the health after it. */
export interface CardAnswer extends CompanyHealth {
  readonly done?: {
    readonly tasksCreated?: number;
    readonly tasksExisting?: number;
    /** Ids of sources that could not be read to their end in the time there was, and why. */
    readonly incomplete?: readonly { readonly source: string; readonly reason: Localised }[];
  };
}

export interface ActionFailure {
  readonly error: { readonly code: string; readonly message: string };
}
