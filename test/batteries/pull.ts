import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Page, type PullContext, type Source, type Stream } from '../../src/model/source.ts';

export const NOW = new Date('2026-11-12T12:30:00Z');
export const SINCE = '2026-11-01';

/** The stream of a source by its name. */
export function streamOf(source: Source, name: string): Stream {
  const stream = source.streams.find((each) => each.name === name);
  if (stream === undefined) throw new Error(`${source.meta.id} has no stream ${name}`);
  return stream;
}

export interface PullOverrides extends Partial<PullContext> {
  /** Stops after so many pages. */
  readonly limit?: number;
  readonly onPage?: (page: Page<unknown>) => void;
}

/** Reads a stream to its end, in a temporary folder of its own. */
export async function pullAll(
  stream: Stream,
  cursor: unknown = null,
  overrides: PullOverrides = {},
): Promise<Page<unknown>[]> {
  const tempDir = await mkdtemp(path.join(os.tmpdir(), 'pulso-test-'));
  const { limit = Number.POSITIVE_INFINITY, onPage, ...context } = overrides;
  const pages: Page<unknown>[] = [];
  try {
    const all = { now: NOW, since: SINCE, signal: new AbortController().signal, tempDir, ...context };
    for await (const page of stream.pull(all, stored(stream, cursor))) {
      pages.push(page);
      onPage?.(page);
      if (pages.length >= limit) break;
    }
  } finally {
    await rm(tempDir, { recursive: true });
  }
  return pages;
}

/** A cursor as it comes back from the store: through JSON and its schema. */
function stored(stream: Stream, cursor: unknown): unknown {
  return cursor === null ? null : stream.cursor.parse(JSON.parse(JSON.stringify(cursor)));
}
