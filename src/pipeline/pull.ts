import { rm } from 'node:fs/promises';
import { toAppError } from '../errors.ts';
import { type Message, messageText, say } from '../model/messages/message.ts';
import { addDays, dayOf } from '../model/day.ts';
import { type PullContext, type Source, type Stream } from '../model/source.ts';
import { ownSourceName } from '../model/source-names.ts';
import { commitPage, loadPlace, moveCursor, type StreamPlace } from '../store/pages.ts';
import { saveSourceState } from '../store/source-states.ts';
import { storablePage } from '../store/storable-page.ts';
import { readAhead } from './read-ahead.ts';
import { type OnProgress, type PipelineDeps } from './deps.ts';
import { openTempFolder } from './temp-folder.ts';

export interface StreamOutcome {
  readonly name: string;
  readonly pages: number;
  readonly records: number;
  readonly cursor: unknown;
}

export interface PullProblem {
  readonly source: string;
  readonly stream: string;
  readonly recordId: string | null;
  /** What failed, why, and what to do. */
  readonly message: string;
  /** How many records it is about; 0 where it is about a whole stream. */
  readonly records: number;
  readonly retriable: boolean;
}

export interface PullOutcome {
  readonly source: string;
  readonly streams: readonly StreamOutcome[];
  readonly problems: readonly PullProblem[];
  /** Why it did not get to its end; null when it did. */
  readonly failure: Message | null;
  /** false when a stream could not be read to its end; what was read before is kept. */
  readonly complete: boolean;
}

export interface PullOptions {
  /** First UTC day for streams that have no cursor yet. */
  readonly since?: string;
  readonly signal?: AbortSignal;
  /** Read everything again, whatever the stored cursors say. */
  readonly full?: boolean;
  /** What was deleted may wait for the next pull. */
  readonly skipDeletions?: boolean;
  readonly onProgress?: OnProgress;
}

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'clock' | 'tempDir' | 'log' | 'settings'>;

/**
 * Reads all streams of a source from their cursors on, page by page, each page stored with its cursor. A failing
 * stream ends the pull of this source; other sources are not concerned. Never throws for a failing source.
 * @throws AppError `store-failed` when our own database fails
 */
export async function pullSource(
  deps: Deps,
  source: Source,
  options: PullOptions = {},
): Promise<PullOutcome> {
  const now = deps.clock();
  const tempDir = await openTempFolder(deps.tempDir, source.meta.id);
  const context: PullContext = {
    now,
    since: options.since ?? addDays(dayOf(now.getTime()), -deps.settings.backfillDays),
    signal: options.signal ?? new AbortController().signal,
    tempDir,
    skipDeletions: options.skipDeletions === true && options.full !== true,
  };
  const streams: StreamOutcome[] = [];
  const problems: PullProblem[] = [];
  let failure: Message | null = null;
  if (options.full === true) await restart(deps, source, context);
  try {
    for (const stream of source.streams) {
      try {
        streams.push(await pullStream(deps, source.meta.id, stream, context, problems, options));
      } catch (error) {
        const thrown = toAppError(error);
        // Our own database says nothing about the source: the pull is repeated, not counted as one that failed.
        if (thrown.code === 'store-failed') throw thrown;
        failure = say('source.failed', {
          source: ownSourceName(source.meta.id) ?? source.meta.title,
          reason: thrown.said,
        });
        const message = messageText(failure, 'en');
        problems.push({
          source: source.meta.id,
          stream: stream.name,
          recordId: null,
          message,
          records: 0,
          retriable: thrown.retriable,
        });
        deps.log.warn({ source: source.meta.id, stream: stream.name, code: thrown.code }, message);
        break;
      }
    }
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
  const complete = failure === null;
  // Being told to stop says nothing about the source.
  if (!context.signal.aborted) {
    await saveSourceState(deps.db, deps.portalId, source.meta.id, {
      status: complete ? 'ok' : 'error',
      fetchedAt: complete ? now.toISOString() : null,
      reason: failure,
    });
  }
  return { source: source.meta.id, streams, problems, complete, failure };
}

/** All streams before any is read: the pull may end early, and whoever goes on with it reads from the cursors. */
async function restart(deps: Deps, source: Source, context: PullContext): Promise<void> {
  for (const stream of source.streams) {
    const { cursor } = await storedPlace(deps, source.meta.id, stream);
    if (cursor === null) continue;
    const begin = stream.restart?.(context, cursor) ?? null;
    await moveCursor(deps.db, deps.portalId, source.meta.id, stream.name, begin);
  }
}

/** Where a stream is; without a cursor where the stored one does not fit any more. */
export async function storedPlace(
  { db, portalId }: Pick<Deps, 'db' | 'portalId'>,
  sourceId: string,
  stream: Stream,
): Promise<StreamPlace> {
  const { cursor, moves } = await loadPlace(db, portalId, sourceId, stream.name);
  const stored = stream.cursor.safeParse(cursor);
  return { cursor: stored.success ? stored.data : null, moves };
}

/** Reads a stream to its end; where another pull of it gets ahead, from the place that one has reached. */
async function pullStream(
  deps: Deps,
  sourceId: string,
  stream: Stream,
  context: PullContext,
  problems: PullProblem[],
  options: PullOptions,
): Promise<StreamOutcome> {
  const outcome = { name: stream.name, pages: 0, records: 0, cursor: null as unknown };
  for (;;) {
    const place = await storedPlace(deps, sourceId, stream);
    outcome.cursor = place.cursor;
    if (await readFrom(place, { deps, sourceId, stream, context, problems, options, outcome }))
      return outcome;
    deps.log.info({ source: sourceId, stream: stream.name }, 'another pull got ahead; going on from there');
  }
}

interface Reading {
  readonly deps: Deps;
  readonly sourceId: string;
  readonly stream: Stream;
  readonly context: PullContext;
  readonly problems: PullProblem[];
  readonly options: PullOptions;
  /** Counts up with each stored page. */
  readonly outcome: { name: string; pages: number; records: number; cursor: unknown };
}

/** @returns whether it got to the end; false when somebody else moved the cursor meanwhile */
async function readFrom(place: StreamPlace, reading: Reading): Promise<boolean> {
  const { deps, sourceId, stream, context, problems, options, outcome } = reading;
  let { moves } = place;
  for await (const read of readAhead(stream.pull(context, place.cursor))) {
    context.signal.throwIfAborted();
    const page = storablePage(stream.name, read);
    if (!(await commitPage(deps.db, deps.portalId, sourceId, stream.name, page, moves))) return false;
    moves += 1;
    outcome.cursor = page.cursor;
    outcome.pages += 1;
    outcome.records += page.read;
    for (const each of page.quarantined ?? []) {
      const message = `${messageText(each.reason, 'en')}; the record was set aside`;
      problems.push({
        source: sourceId,
        stream: each.stream,
        recordId: each.recordId,
        message,
        records: each.records ?? 1,
        retriable: false,
      });
    }
    options.onProgress?.({
      step: `${sourceId} ${stream.name}`,
      done: page.progress === undefined ? outcome.records : Math.round(page.progress * 100),
      total: page.progress === undefined ? null : 100,
    });
  }
  return true;
}
