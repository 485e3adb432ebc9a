import { Random } from '../../world/random.ts';
import { SANDBOX_APP } from '../options.ts';
import { type PortalState, type RecordChange } from '../state/portal-state.ts';
import { concerns, happeningsOf } from './events.ts';
import { signatureHeaders } from './sign.ts';
import { type WebhookEvent } from './subscription.ts';

/** How deliveries go; everything random follows from the seed. */
export interface WebhookOptions {
  /** How long events are gathered before they are sent; 20 ms unless told. */
  readonly gatherMs?: number;
  /** Wait before the first repetition; doubles with each. HubSpot spreads up to ten over a day; 50 ms here. */
  readonly retryMs?: number;
  /** Share of batches (0–1) that are delivered twice. */
  readonly duplicates?: number;
  /** Whether the events of a batch come in another order than they happened. */
  readonly reorder?: boolean;
  readonly seed?: number;
}

const MAX_BATCH = 100;
const MAX_ATTEMPTS = 10;
/** HubSpot takes a slower answer for none. */
const TIMEOUT_MS = 5_000;
const DEFAULTS = { gatherMs: 20, retryMs: 50, duplicates: 0, reorder: false, seed: 1 };

/** Sends every change that the app subscribed to: in batches, signed, again until it is taken. */
export class WebhookSender {
  readonly #state: PortalState;
  readonly #options: Required<WebhookOptions>;
  readonly #random: Random;
  readonly #timers = new Set<NodeJS.Timeout>();
  #gathered: WebhookEvent[] = [];
  #waiting: WebhookEvent[][] = [];
  #gathering = false;
  #inFlight = 0;
  #nextEventId = 1;
  #closed = false;
  #idle: (() => void)[] = [];

  constructor(state: PortalState, options: WebhookOptions = {}) {
    this.#state = state;
    this.#options = { ...DEFAULTS, ...options };
    this.#random = new Random(this.#options.seed, 0x3eb);
    state.onChange((change) => this.#changed(change));
  }

  /** Resolves when nothing is to be sent or repeated any more. */
  async settled(): Promise<void> {
    while (this.#busy()) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** What was not delivered yet is given up. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#gathered = [];
    this.#waiting = [];
    this.#tellIdle();
  }

  #changed(change: RecordChange): void {
    const { subscriptions, settings } = this.#state.webhooks;
    if (settings === null || subscriptions.size === 0) return;
    for (const happening of happeningsOf(change)) {
      const eventId = this.#nextEventId++;
      for (const subscription of subscriptions.values()) {
        if (!concerns(subscription, happening)) continue;
        const { action, property, recordId, source, type } = happening;
        this.#gathered.push({
          eventId,
          subscriptionId: Number(subscription.id),
          portalId: this.#state.portalId,
          appId: SANDBOX_APP.appId,
          occurredAt: this.#state.now(),
          subscriptionType: subscription.eventType,
          attemptNumber: 0,
          objectId: Number(recordId),
          changeSource: source,
          ...(property && { propertyName: property.name, propertyValue: property.value }),
          ...(action === 'creation' && { changeFlag: 'CREATED' as const }),
          ...(action === 'deletion' && { changeFlag: 'DELETED' as const }),
          ...(subscription.objectTypeId !== undefined && { objectTypeId: type.id }),
        });
      }
    }
    this.#gather();
  }

  #gather(): void {
    if (this.#gathering || this.#gathered.length === 0) return;
    this.#gathering = true;
    this.#later(this.#options.gatherMs, () => {
      this.#gathering = false;
      const events = this.#gathered.splice(0);
      for (let index = 0; index < events.length; index += MAX_BATCH) {
        const batch = this.#ordered(events.slice(index, index + MAX_BATCH));
        this.#waiting.push(batch);
        if (this.#random.chance(this.#options.duplicates)) this.#waiting.push(batch);
      }
      this.#pump();
    });
  }

  #ordered(events: readonly WebhookEvent[]): WebhookEvent[] {
    if (!this.#options.reorder) return [...events];
    const keyed = events.map((event) => ({ event, key: this.#random.next() }));
    return keyed.sort((left, right) => left.key - right.key).map(({ event }) => event);
  }

  #pump(): void {
    const settings = this.#state.webhooks.settings;
    if (settings === null) this.#waiting = [];
    while (settings !== null && this.#inFlight < settings.maxConcurrentRequests) {
      const batch = this.#waiting.shift();
      if (batch === undefined) break;
      this.#inFlight += 1;
      void this.#deliver(settings.targetUrl, batch).finally(() => {
        this.#inFlight -= 1;
        this.#pump();
      });
    }
    if (!this.#busy()) this.#tellIdle();
  }

  async #deliver(url: string, batch: readonly WebhookEvent[]): Promise<void> {
    if (this.#closed || (await taken(url, JSON.stringify(batch)))) return;
    const attempt = batch[0]?.attemptNumber ?? 0;
    if (attempt >= MAX_ATTEMPTS) return;
    const again = batch.map((event) => ({ ...event, attemptNumber: event.attemptNumber + 1 }));
    const wait = this.#options.retryMs * 2 ** attempt * this.#random.uniform(0.5, 1);
    this.#later(wait, () => {
      this.#waiting.push(again);
      this.#pump();
    });
  }

  #later(ms: number, work: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }

  #busy(): boolean {
    return this.#inFlight > 0 || this.#waiting.length > 0 || this.#timers.size > 0;
  }

  #tellIdle(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

/** Whether the target took the batch: anything but a 2xx in time is a failure. */
async function taken(url: string, body: string): Promise<boolean> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'HubSpot Connect 2.0 (sandbox)',
    ...signatureHeaders({ method: 'POST', url, body }, SANDBOX_APP.clientSecret, Date.now()),
  };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
