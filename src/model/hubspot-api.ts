import type { z } from 'zod';

/**
 * How the rest of the product speaks to one HubSpot portal. The implementation (rate limits, retries, errors)
 * lives in `hubspot/`; sources and pipeline get it passed in.
 */
export interface HubSpotRequest<Schema extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path from the host on, for example `/crm/objects/2026-09/companies`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly body?: unknown;
  /** The answer is parsed by it at the boundary; an answer that does not fit is `upstream-invalid`. */
  readonly schema: Schema;
  /** Interactive work overtakes batch work in the queue for the rate limit. */
  readonly priority?: 'interactive' | 'batch';
  /**
   * The caller copes with its own earlier success (a conflict, a duplicate name), so the call may be repeated
   * after an answer that got lost. Calls that are idempotent by themselves need not say so.
   */
  readonly repeatable?: boolean;
}

export interface HubSpotApi {
  request<Schema extends z.ZodType>(request: HubSpotRequest<Schema>): Promise<z.infer<Schema>>;
}

/** The only REST version we write (released 2026-09-08, supported for 18 months). */
export const HUBSPOT_API_VERSION = '2026-09';

/** Object type ids of the objects we touch. */
export const OBJECT_TYPE_IDS = {
  contacts: '0-1',
  companies: '0-2',
  deals: '0-3',
  tickets: '0-5',
  notes: '0-46',
  meetings: '0-47',
  tasks: '0-27',
} as const;
