import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type Stream } from '../../model/source.ts';
import { FaultTally } from '../fault-tally.ts';
import { type Mapped, pageOf, setAside } from '../mapped.ts';
import { type TicketSentiment } from '../sentiment/index.ts';
import { type IntercomApi } from './api.ts';
import { type ContactBook, createContactBook } from './contacts.ts';
import { conversationAccount } from './conversation-account.ts';
import { conversationRecords } from './conversation-records.ts';
import { conversation, recordId } from './shapes.ts';

const STREAM = 'conversations';
const PER_PAGE = 150;
/** Searches lag, and results move while they are paged through. */
const OVERLAP_SECONDS = 3600;

const conversationsCursor = z.object({
  /** Unix seconds of change from which on has to be read. */
  since: z.number().int(),
  /** Search under way: it ends with changes of `until`, and goes on at `after`. */
  reading: z.object({ until: z.number().int(), after: z.string() }).nullable(),
});
export type ConversationsCursor = z.infer<typeof conversationsCursor>;

const answer = z.object({
  conversations: z.array(z.unknown()),
  pages: z.object({ next: z.object({ starting_after: z.string().nullish() }).nullish() }).nullish(),
});

/** Conversations by time of change: tickets, outreach, ratings and interactions. Their texts are not kept. */
export function conversationsStream(
  api: IntercomApi,
  sentiment: TicketSentiment,
): Stream<ConversationsCursor> {
  return {
    name: STREAM,
    cursor: conversationsCursor,
    async *pull(context, from) {
      const { signal } = context;
      const book = createContactBook(api);
      const since = from?.since ?? Date.parse(`${context.since}T00:00:00Z`) / 1000;
      const until = from?.reading?.until ?? Math.floor(context.now.getTime() / 1000);
      let after = from?.reading?.after ?? null;
      do {
        const page = await search(api, { since, until, after }, signal);
        const mapped = await mapPage(page.conversations, book, sentiment, signal);
        const next = page.pages?.next?.starting_after ?? null;
        // A search that goes on at the same place would go on for ever.
        after = next === after ? null : next;
        const cursor =
          after === null
            ? { since: Math.max(since, until - OVERLAP_SECONDS), reading: null }
            : { since, reading: { until, after } };
        yield pageOf<ConversationsCursor>(cursor, page.conversations.length, mapped);
      } while (after !== null);
    },
  };
}

interface Place {
  readonly since: number;
  readonly until: number;
  readonly after: string | null;
}

/** A place that Intercom no longer knows starts the search over. */
async function search(
  api: IntercomApi,
  { since, until, after }: Place,
  signal: AbortSignal,
): Promise<z.infer<typeof answer>> {
  const filters = [
    { field: 'updated_at', operator: '>', value: since - 1 },
    { field: 'updated_at', operator: '<', value: until + 1 },
  ];
  const body = {
    query: { operator: 'AND', value: filters },
    sort: { field: 'updated_at', order: 'ascending' },
    pagination: { per_page: PER_PAGE, ...(after === null ? {} : { starting_after: after }) },
  };
  try {
    return await api.search('conversations/search', body, answer, signal);
  } catch (error) {
    if (after === null || !(error instanceof AppError) || error.code !== 'upstream-rejected') throw error;
    return search(api, { since, until, after: null }, signal);
  }
}

async function mapPage(
  raw: readonly unknown[],
  book: ContactBook,
  sentiment: TicketSentiment,
  signal: AbortSignal,
): Promise<Mapped[]> {
  const parsed = raw.map((each) => ({ raw: each, result: conversation.safeParse(each) }));
  const contactIds = ({ contacts }: z.infer<typeof conversation>) =>
    (contacts?.contacts ?? []).map(({ id }) => id);
  await book.learn(
    parsed.flatMap(({ result }) => (result.success ? contactIds(result.data) : [])),
    signal,
  );
  const faults = new FaultTally();
  const mapped = parsed.map(({ raw: each, result }): Mapped => {
    if (!result.success) return setAside(STREAM, recordId(each), result.error);
    const contacts = contactIds(result.data).flatMap((id) => book.find(id) ?? []);
    const account = conversationAccount(contacts);
    if ('fault' in account) {
      faults.add(account.fault, null);
      return {};
    }
    return { accounts: [account], records: conversationRecords(result.data, account.externalId, sentiment) };
  });
  return [...mapped, { quarantined: faults.report(STREAM) }];
}
