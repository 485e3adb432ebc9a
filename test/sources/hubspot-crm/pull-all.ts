import { type CrmCompany } from '../../../src/model/company.ts';
import { type SourceRecord } from '../../../src/model/record.ts';
import { type PullContext, type Quarantined, type Source, type Stream } from '../../../src/model/source.ts';

export interface Pulled {
  readonly companies: CrmCompany[];
  readonly records: SourceRecord[];
  readonly deleted: string[];
  readonly quarantined: Quarantined[];
  readonly read: number;
  readonly pages: number;
  readonly cursor: unknown;
}

export function streamOf(source: Source, name: string): Stream {
  const stream = source.streams.find((each) => each.name === name);
  if (stream === undefined) throw new Error(`no stream ${name}`);
  return stream;
}

export const contextAt = (now: Date): PullContext => ({
  now,
  since: '2025-01-01',
  signal: new AbortController().signal,
  tempDir: '',
});

/** Reads a stream to its end; `maxPages` stops in the middle, as a crash would. Cursors go through JSON, as in the store. */
export async function pullAll(
  stream: Stream,
  options: { cursor?: unknown; now?: Date; maxPages?: number; skipDeletions?: boolean } = {},
): Promise<Pulled> {
  const pulled = { companies: [] as CrmCompany[], records: [] as SourceRecord[], deleted: [] as string[] };
  const quarantined: Quarantined[] = [];
  let read = 0;
  let pages = 0;
  let cursor: unknown = options.cursor ?? null;
  const start = cursor === null ? null : stream.cursor.parse(JSON.parse(JSON.stringify(cursor)));
  const { skipDeletions = false } = options;
  for await (const page of stream.pull({ ...contextAt(options.now ?? new Date()), skipDeletions }, start)) {
    pulled.companies.push(...(page.companies ?? []));
    pulled.records.push(...(page.records ?? []));
    pulled.deleted.push(...(page.deleted ?? []).map(({ kind, id }) => `${kind} ${id}`));
    quarantined.push(...(page.quarantined ?? []));
    read += page.read;
    pages += 1;
    cursor = page.cursor;
    if (pages === options.maxPages) break;
  }
  return { ...pulled, quarantined, read, pages, cursor };
}
