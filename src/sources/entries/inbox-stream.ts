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
    async *pull({ now, signal }, cursor) {
      const until = now.toISOString();
      const from = cursor?.arrivedBefore ?? (await inbox.oldest(source)) ?? until;
      throwIfAborted(signal);
      for await (const batch of inbox.read(source, from, until)) {
        throwIfAborted(signal);
        // What arrives in the same instant as the last of the batch may still be unread.
        const arrivedBefore = batch.at(-1)?.receivedAt ?? from;
        yield pageOf(
          { arrivedBefore },
          batch.length,
          batch.map(({ body }) => mapEntry(STREAM, body)),
        );
      }
      yield pageOf({ arrivedBefore: until }, 0, []);
    },
  };
}
