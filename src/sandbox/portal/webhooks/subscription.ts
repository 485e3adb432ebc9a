/** What an app wants to hear of. */
export interface Subscription {
  readonly id: string;
  /** `company.propertyChange`, `object.creation` … */
  readonly eventType: string;
  /** Only of `propertyChange`. */
  readonly propertyName?: string;
  /** Only of `object.…`. */
  readonly objectTypeId?: string;
  readonly active: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Where webhooks of the app go. */
export interface WebhookSettings {
  readonly targetUrl: string;
  readonly maxConcurrentRequests: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One event on the wire. HubSpot's `eventId` is not unique: subscriptions to the same change share it. */
export interface WebhookEvent {
  readonly eventId: number;
  readonly subscriptionId: number;
  readonly portalId: number;
  readonly appId: number;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  readonly subscriptionType: string;
  /** From 0; grows with every further try. */
  readonly attemptNumber: number;
  readonly objectId: number;
  readonly changeSource: string;
  readonly propertyName?: string;
  readonly propertyValue?: string;
  readonly changeFlag?: 'CREATED' | 'DELETED';
  readonly objectTypeId?: string;
}
