/**
 * Deliveries (webhooks, track calls) are stored as they arrive and read later: the sender gets its answer at once,
 * and a crash loses none.
 */
export interface Delivery {
  /** Ascending in the order of arrival. */
  readonly id: string;
  /** When it arrived, ISO 8601. */
  readonly receivedAt: string;
  /** The parsed JSON body. */
  readonly body: unknown;
}

/** Stored deliveries of one portal, as a source reads them. Senders repeat themselves; the inbox holds each once. */
export interface Inbox {
  /**
   * Deliveries of a source that arrived from `from` (inclusive) to `until` (exclusive; all that are there when reading
   * begins unless told), ISO 8601, oldest first, in batches. What is stored after reading began has arrived later than
   * all that is read, whatever the clocks of the processes say: who goes on behind the last one misses nothing.
   */
  read(source: string, from: string, until?: string): AsyncIterable<readonly Delivery[]>;
  /** When the oldest delivery that is still kept arrived, and none can come before; null when there is none. */
  oldest(source: string): Promise<string | null>;
  /**
   * What deliveries that arrived before an instant said last about subjects (see `WebhookEvent.lasting`), by subject;
   * also those that are kept no more.
   */
  lastSaid(source: string, subjects: readonly string[], before: string): Promise<ReadonlyMap<string, string>>;
}
