import { z } from 'zod';

/** A record of a source that an event is about and that does not say itself whose it is. */
export const announcedRecord = z.object({ kind: z.enum(['deal', 'ticket']), id: z.string() });
export type AnnouncedRecord = z.infer<typeof announcedRecord>;

/**
 * What the service needs from a vendor to take its webhooks: who may deliver, and what a delivery is about. The
 * service stores deliveries, answers, and decides what to re-score; vendors' folders implement this.
 */
export interface WebhookRequest {
  readonly method: string;
  /** Full public address as the vendor called it, with query. */
  readonly url: string;
  /** The bytes as they came; signatures are over bytes. */
  readonly body: Uint8Array;
  /** Lower-case names; a repeated header is absent. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** One event out of a delivery; a delivery may carry many. */
export interface WebhookEvent {
  /** The vendor's id of the event: the same event delivered again has the same key. */
  readonly key: string;
  /** Accounts of the source the event is about; HubSpot company ids where the source is HubSpot itself. */
  readonly accountIds: readonly string[];
  /** What it is about where it names no account. */
  readonly record?: AnnouncedRecord | undefined;
  /** What is stored for the source to read later: as little as the source needs. */
  readonly body: unknown;
  /** What it says about something until another event says otherwise; kept when the event itself is forgotten. */
  readonly lasting?: { readonly subject: string; readonly said: string } | undefined;
}

export interface WebhookVendor {
  /** Id of the source that reads the deliveries, and the path of its endpoint. */
  readonly source: string;
  /** Whether the vendor (or the customer's own server) really sent it, lately; constant-time comparison. */
  verify(request: WebhookRequest, secret: string, now: Date): boolean;
  /**
   * The events of a body that parsed as JSON.
   * @throws AppError `input-invalid` when it is none of the vendor's.
   */
  events(body: unknown): readonly WebhookEvent[];
}

/** A delivery as it came in at some time, for delivering it again. */
export interface RecordedDelivery {
  readonly source: string;
  /** When it arrived, ISO 8601. */
  readonly at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
