import { type Inbox } from '../../model/inbox.ts';
import { type Source, type SourceMeta, type Stream } from '../../model/source.ts';
import { csvStream, type CsvLayout } from './csv-stream.ts';
import { inboxStream } from './inbox-stream.ts';

export interface EntriesConfig {
  /** Deliveries of the HTTP endpoint; null where it has no token. */
  readonly inbox: Inbox | null;
  /** CSV files. */
  readonly files: readonly string[];
}

/** A source of entries, out of deliveries and files. */
export function entriesSource(
  meta: SourceMeta,
  variable: string,
  layouts: readonly CsvLayout[],
  { inbox, files }: EntriesConfig,
): Source {
  const streams: Stream[] = [
    ...(inbox === null ? [] : [inboxStream(meta.id, inbox)]),
    ...(files.length === 0 ? [] : [csvStream(variable, files, layouts)]),
  ];
  return { meta, streams };
}
