import { AppError, toAppError } from '../errors.ts';
import { say } from '../model/messages/message.ts';
import { type HubSpotEvent } from '../hubspot/webhooks.ts';
import {
  type AnnouncedRecord,
  type WebhookEvent,
  type WebhookRequest,
  type WebhookVendor,
} from '../model/webhook.ts';
import { type JobQueue } from '../jobs/queue.ts';
import { type Log } from '../pipeline/deps.ts';
import { type Happening, noteHappenings } from '../pipeline/refresh.ts';
import { type Receive } from '../server/routes/webhooks.ts';
import { storeDeliveries } from '../store/deliveries.ts';
import { type Store } from '../store/open.ts';
import { groupCommit } from './group-commit.ts';
import { type PortalBook } from './portal-book.ts';

/** A vendor and where the secret of its signatures is: the name of the variable, or of the portal's credential. */
export interface ConnectedVendor {
  readonly vendor: WebhookVendor;
  readonly secretName: string;
}

export interface ReceiverOptions {
  readonly store: Store;
  readonly book: PortalBook;
  readonly queue: Pick<JobQueue, 'enqueue'>;
  readonly log: Log;
  readonly clock: () => Date;
  /** When recorded deliveries arrived; of live ones the database says it. */
  readonly arrivedAt?: () => Date;
  readonly vendors: readonly ConnectedVendor[];
  /** HubSpot's own deliveries and the app's client secret; null without an app. */
  readonly hubspot: {
    readonly vendor: Omit<WebhookVendor, 'events'> & { events(body: unknown): readonly HubSpotEvent[] };
    readonly secret: string;
  } | null;
  /** Segments that are served at once; `*`: all. */
  readonly atOnce: readonly string[] | '*';
  readonly debounceSeconds: number;
  /** Told of what came in: source and whether it was new. */
  readonly observe?: (source: string, stored: number, repeated: number) => void;
}

export interface Receiver {
  readonly receive: Receive;
  /** Resolves when everything that was received has been noted. */
  drain(): Promise<void>;
}

/** How long what happened is gathered before the database is asked whom it concerns. */
const GATHER_MS = 300;

/**
 * Takes deliveries: stores each once and answers. Whom they concern is found out a moment later and together; then the
 * companies served at once are noted and a refresh is asked for, one per portal and debounce period.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const gathered = new Map<string, Gathered>();
  const committers = new Map<string, (events: readonly WebhookEvent[]) => Promise<Set<string>>>();
  let flushing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  function gather(portalId: string, source: string, events: readonly WebhookEvent[]): void {
    const key = `${portalId} ${source}`;
    const entry: Gathered = gathered.get(key) ?? {
      portalId,
      source,
      accountIds: new Set(),
      records: new Map(),
    };
    for (const { accountIds, record } of events) {
      for (const id of accountIds) entry.accountIds.add(id);
      if (record !== undefined) entry.records.set(`${record.kind} ${record.id}`, record);
    }
    gathered.set(key, entry);
    timer ??= setTimeout(flush, GATHER_MS);
  }

  function flush(): void {
    timer = null;
    const entries = [...gathered.values()];
    gathered.clear();
    flushing = flushing.then(async () => {
      for (const { portalId, source, accountIds, records } of entries) {
        await note(options, portalId, {
          source,
          accountIds: [...accountIds],
          records: [...records.values()],
        });
      }
    });
  }

  async function keep(portalId: string, source: string, events: readonly WebhookEvent[]): Promise<number> {
    const inboxKey = `${portalId} ${source}`;
    const commit = committers.get(inboxKey) ?? groupCommit(storeIn(portalId, source));
    committers.set(inboxKey, commit);
    const isNew = await commit(events);
    // Of two deliveries of one event in the same commit, the first to ask has brought it.
    const brought = events.filter((each) => isNew.delete(each.key));
    gather(portalId, source, brought);
    options.observe?.(source, brought.length, events.length - brought.length);
    return brought.length;
  }

  function storeIn(portalId: string, source: string) {
    const { store, arrivedAt } = options;
    return (deliveries: readonly (readonly WebhookEvent[])[]): Promise<Set<string>> =>
      storeDeliveries(store.forPortal(portalId), portalId, source, deliveries.flat(), arrivedAt);
  }

  return {
    async receive(source, portalId, request) {
      const groups =
        source === 'hubspot'
          ? await hubspotGroups(options, request)
          : await vendorGroup(options, source, portalId, request);
      let total = 0;
      let stored = 0;
      for (const group of groups) {
        total += group.events.length;
        stored += await keep(group.portalId, group.source, group.events);
      }
      return { stored, repeated: total - stored };
    },
    async drain() {
      if (timer !== null) {
        clearTimeout(timer);
        flush();
      }
      await flushing;
    },
  };
}

/** Whom deliveries of one source are about, until it is looked at. */
interface Gathered {
  readonly portalId: string;
  readonly source: string;
  readonly accountIds: Set<string>;
  readonly records: Map<string, AnnouncedRecord>;
}

interface Group {
  readonly portalId: string;
  readonly source: string;
  readonly events: readonly WebhookEvent[];
}

async function hubspotGroups(
  { hubspot, book, clock }: ReceiverOptions,
  request: WebhookRequest,
): Promise<Group[]> {
  if (hubspot === null) throw new AppError('not-found', say('webhook.unknown'));
  if (!hubspot.vendor.verify(request, hubspot.secret, clock())) throw unsigned();
  const events = hubspot.vendor.events(parseJson(request.body));
  const groups: Group[] = [];
  for (const [portalId, own] of Map.groupBy(events, (each) => each.portalId)) {
    // An account that left may still have deliveries under way; they are nobody's any more.
    if ((await book.find(portalId)) !== null)
      groups.push({ portalId, source: hubspot.vendor.source, events: own });
  }
  return groups;
}

async function vendorGroup(
  { vendors, book, clock }: ReceiverOptions,
  source: string,
  asked: string | null,
  request: WebhookRequest,
): Promise<Group[]> {
  const connected = vendors.find((each) => each.vendor.source === source);
  const portalId = connected === undefined ? null : await book.find(asked);
  const secret =
    connected === undefined || portalId === null ? null : await book.secret(portalId, connected.secretName);
  if (connected === undefined || portalId === null || secret === null) {
    throw new AppError('not-found', say('webhook.unknown'));
  }
  if (!connected.vendor.verify(request, secret, clock())) throw unsigned();
  return [{ portalId, source, events: connected.vendor.events(parseJson(request.body)) }];
}

async function note(
  { book, queue, log, atOnce, debounceSeconds }: ReceiverOptions,
  portalId: string,
  happening: Happening,
): Promise<void> {
  try {
    const deps = await book.depsOf(portalId);
    if (deps === null || (happening.accountIds.length === 0 && happening.records.length === 0)) return;
    if ((await noteHappenings(deps, happening, atOnce)) === 0) return;
    await queue.enqueue({ portalId, kind: 'refresh' }, { delaySeconds: debounceSeconds });
  } catch (error) {
    // The deliveries are stored; the daily run reads what this refresh would have read.
    log.warn(
      { portal: portalId, source: happening.source, code: toAppError(error).code },
      'not refreshed at once; the daily run will',
    );
  }
}

function unsigned(): AppError {
  return new AppError('unauthorized', say('webhook.unsigned'));
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw new AppError('input-invalid', say('webhook.not-json'));
  }
}
