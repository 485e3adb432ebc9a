import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../errors.ts';
import { addDays, dayOf } from '../model/day.ts';
import { type Page, type Source } from '../model/source.ts';
import { type SeenEvent } from '../sources/events/propose-mapping.ts';
import { type PipelineDeps } from './deps.ts';

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
 * @throws AppError `input-invalid` when the source has no product events, or had none in these days
 */
export async function seenEvents(
  deps: Pick<PipelineDeps, 'clock' | 'tempDir'>,
  source: Source,
  days: number,
): Promise<SeenEvents> {
  const stream = source.streams.find((each) => EVENT_STREAMS.includes(each.name));
  if (stream === undefined) {
    throw new AppError('input-invalid', `--source ${source.meta.id}: it has no product events to map`);
  }
  const now = deps.clock();
  const tempDir = await mkdtemp(path.join(deps.tempDir, `${source.meta.id}-map-`));
  const context = {
    now,
    since: addDays(dayOf(now.getTime()), -days),
    signal: new AbortController().signal,
    tempDir,
  };
  const tally = new Tally();
  try {
    for await (const page of stream.pull(context, null)) tally.add(page);
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
  if (tally.users > 0) return { events: tally.events(), users: tally.users };
  throw new AppError(
    'input-invalid',
    `--source ${source.meta.id}: no events in the last ${days} days; try more with --days`,
  );
}

class Tally {
  readonly #events = new Map<string, { readonly users: Set<string>; userDays: number }>();
  readonly #users = new Set<string>();

  get users(): number {
    return this.#users.size;
  }

  add(page: Page<unknown>): void {
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
