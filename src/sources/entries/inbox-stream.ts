import { z } from 'zod';
import { isoDate } from '../../model/fields.ts';
import { type Inbox } from '../../model/inbox.ts';
import { type Stream } from '../../model/source.ts';
import { throwIfAborted } from '../http/retry.ts';
import { pageOf } from '../mapped.ts';
import { mapEntry } from './map-entry.ts';

/** Deliveries that arrived before this were read. */
const inboxCursor = z.object({ arrivedBefore: isoDate });
export type InboxCursor = z.infer<typeof inboxCursor>;

const STREAM = 'deliveries';

/** Entries that were sent to the HTTP endpoint of a source, in the order they arrived. */
export function inboxStream(source: string, inbox: Inbox): Stream<InboxCursor> {
  return {
    name: STREAM,
    cursor: inboxCursor,
    async *pull({ signal }, cursor) {
      const from = cursor?.arrivedBefore ?? (await inbox.oldest(source));
      throwIfAborted(signal);
      if (from === null) return;
      let last: string | null = null;
      for await (const batch of inbox.read(source, from)) {
        throwIfAborted(signal);
        // What arrived in the same instant as the last of the batch may still be unread.
        last = batch.at(-1)?.receivedAt ?? from;
        yield pageOf(
          { arrivedBefore: last },
          batch.length,
          batch.map(({ body }) => mapEntry(STREAM, body)),
        );
      }
      // By the arrivals themselves: a clock of ours may be ahead of the one that they are stamped by.
      if (last !== null) yield pageOf({ arrivedBefore: justAfter(last) }, 0, []);
    },
  };
}

function justAfter(instant: string): string {
  return new Date(Date.parse(instant) + 1).toISOString();
}
