import { rm } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { addDays, dayOf } from '../model/day.ts';
import { type Page, type Source } from '../model/source.ts';
import { type SeenEvent } from '../sources/events/propose-mapping.ts';
import { messageText } from '../model/messages/message.ts';
import { type OnProgress, type PipelineDeps } from './deps.ts';
import { openTempFolder } from './temp-folder.ts';

export interface SeenEvents {
  readonly events: readonly SeenEvent[];
  /** Users with any event. */
  readonly users: number;
}

/** Names of the streams with product events, whatever a source calls them. */
const EVENT_STREAMS: readonly string[] = ['events', 'calls'];

/**
 * Reads the last days of a source's events and counts who sent what. Nothing is stored. The source must have been made
 * with a mapping under which every event is a feature.
 *
 * @throws AppError `input-invalid` when the source has no product events, or none in these days that can be read
 */
export async function seenEvents(
  deps: Pick<PipelineDeps, 'clock' | 'tempDir'>,
  source: Source,
  days: number,
  onProgress?: OnProgress,
): Promise<SeenEvents> {
  const stream = source.streams.find((each) => EVENT_STREAMS.includes(each.name));
  if (stream === undefined) {
    throw new AppError('input-invalid', `--source ${source.meta.id}: it has no product events to map`);
  }
  const now = deps.clock();
  const tempDir = await openTempFolder(deps.tempDir, `${source.meta.id}-map`);
  const context = {
    now,
    since: addDays(dayOf(now.getTime()), -days),
    signal: new AbortController().signal,
    tempDir,
  };
  const tally = new Tally();
  try {
    for await (const page of stream.pull(context, null)) {
      tally.add(page);
      const total = page.progress === undefined ? null : 100;
      const done = page.progress === undefined ? tally.read : Math.round(page.progress * 100);
      onProgress?.({ step: `${source.meta.id} ${stream.name}`, done, total });
    }
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
  if (tally.users > 0) return { events: tally.events(), users: tally.users };
  if (tally.reasons.size > 0) {
    throw new AppError(
      'input-invalid',
      `--source ${source.meta.id}: none of its ${tally.read} events can be used: ${[...tally.reasons].join('; ')}`,
    );
  }
  throw new AppError(
    'input-invalid',
    `--source ${source.meta.id}: no events in the last ${days} days; try more with --days`,
  );
}

class Tally {
  readonly #events = new Map<string, { readonly users: Set<string>; userDays: number }>();
  readonly #users = new Set<string>();
  /** Why events were set aside. */
  readonly reasons = new Set<string>();
  /** Events read, those set aside among them. */
  read = 0;

  get users(): number {
    return this.#users.size;
  }

  add(page: Page<unknown>): void {
    this.read += page.read;
    for (const { reason } of page.quarantined ?? []) this.reasons.add(messageText(reason, 'en'));
    for (const { accountId, userId, features } of page.usage?.rows ?? []) {
      const user = JSON.stringify([accountId, userId]);
      this.#users.add(user);
      for (const event of Object.keys(features)) {
        const known = this.#events.get(event) ?? { users: new Set<string>(), userDays: 0 };
        known.users.add(user);
        known.userDays += 1;
        this.#events.set(event, known);
      }
    }
  }

  events(): SeenEvent[] {
    return [...this.#events].map(([event, { users, userDays }]) => ({ event, users: users.size, userDays }));
  }
}
