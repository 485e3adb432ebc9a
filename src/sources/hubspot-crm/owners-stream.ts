import { z } from 'zod';
import { throwIfAborted } from '../http/retry.ts';
import { type HubSpotApi, HUBSPOT_API_VERSION } from '../../model/hubspot-api.ts';
import { type SourceRecord } from '../../model/record.ts';
import { type Quarantined, type Stream } from '../../model/source.ts';
import { say } from '../../model/messages/message.ts';
import { ownerRecord, ownersAnswer, recordIdOf } from './wire.ts';

const ownersCursor = z.object({
  /** Which part is being read; deactivated owners come last. */
  archived: z.boolean(),
  after: z.string().nullable(),
  done: z.boolean(),
});
type OwnersCursor = z.infer<typeof ownersCursor>;

const START: OwnersCursor = { archived: false, after: null, done: false };
const LIMIT = 100;

/** Owners, all of them each time: there are few, and nothing tells what changed. */
export function ownersStream(api: HubSpotApi): Stream<OwnersCursor> {
  return {
    name: 'owners',
    cursor: ownersCursor,
    async *pull(context, stored) {
      let cursor = stored === null || stored.done ? START : stored;
      while (!cursor.done) {
        throwIfAborted(context.signal);
        const { archived } = cursor;
        const answer = await api.request({
          method: 'GET',
          path: `/crm/owners/${HUBSPOT_API_VERSION}`,
          query: { limit: LIMIT, archived, after: cursor.after ?? undefined },
          schema: ownersAnswer,
          priority: 'batch',
        });
        const after = answer.paging?.next?.after ?? null;
        if (after !== null) cursor = { archived, after, done: false };
        else cursor = { archived: true, after: null, done: archived };
        yield { cursor, read: answer.results.length, ...mapOwners(answer.results) };
      }
    },
  };
}

function mapOwners(raw: readonly unknown[]) {
  const records: SourceRecord[] = [];
  const quarantined: Quarantined[] = [];
  for (const each of raw) {
    const parsed = ownerRecord.safeParse(each);
    if (!parsed.success) {
      quarantined.push({
        stream: 'owners',
        recordId: recordIdOf(each),
        reason: say('owner-unreadable'),
      });
      continue;
    }
    const { id, email, firstName, lastName, archived } = parsed.data;
    const name = [firstName, lastName].filter(Boolean).join(' ');
    records.push({ kind: 'owner', id, accountId: id, email: email || null, name: name || null, archived });
  }
  return { records, quarantined };
}
