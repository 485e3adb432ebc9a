import { type Journal, type JournalEntry } from '../state/journal.ts';
import { type Subscription, type WebhookSettings } from './subscription.ts';

/** What the app set up about webhooks; survives a restart. */
export class WebhookBook {
  readonly #journal: Journal;
  readonly subscriptions = new Map<string, Subscription>();
  settings: WebhookSettings | null = null;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  restore(entry: JournalEntry): void {
    if (entry.kind === 'webhook-settings') this.settings = entry.value as WebhookSettings;
    if (entry.kind === 'webhook-subscription') {
      this.subscriptions.set(entry.id, entry.value as Subscription);
    }
  }

  configure(settings: WebhookSettings | null): void {
    this.settings = settings;
    if (settings === null) this.#journal.remove('webhook-settings', 'app');
    else this.#journal.put('webhook-settings', 'app', settings);
  }

  save(subscription: Subscription): Subscription {
    this.subscriptions.set(subscription.id, subscription);
    this.#journal.put('webhook-subscription', subscription.id, subscription);
    return subscription;
  }

  remove(id: string): void {
    this.subscriptions.delete(id);
    this.#journal.remove('webhook-subscription', id);
  }

  nextId(): string {
    return String(Math.max(2_000_000, ...[...this.subscriptions.keys()].map(Number)) + 1);
  }
}
