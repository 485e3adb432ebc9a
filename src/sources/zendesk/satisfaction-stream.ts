import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import { FaultTally } from '../fault-tally.ts';
import { type SourceDeps } from '../http/deps.ts';
import { type Mapped, pageOf } from '../mapped.ts';
import { type Query, type ZendeskApi } from './api.ts';
import { accountOf, NO_ACCOUNT, usersById } from './requesters.ts';
import { SATISFACTION_KINDS, type Satisfaction, type SatisfactionKind } from './satisfaction-kinds.ts';
import { ticket, type User } from './shapes.ts';

const STREAM = 'satisfaction';
const PAGE_SIZE = '100';
/** Customers change their minds for some weeks; lists are selected by creation. */
const OVERLAP_SECONDS = 28 * 86_400;

const place = z.object({
  /** Unix seconds; answers created before have been read. */
  since: z.number().int(),
  /** Place in the list that is being read, and when its reading began. */
  reading: z.object({ after: z.string(), begun: z.number().int() }).nullable(),
});
type Place = z.infer<typeof place>;

const satisfactionCursor = z.object({ legacy: place.optional(), survey: place.optional() });
export type SatisfactionCursor = z.infer<typeof satisfactionCursor>;

/**
 * Answers of customers who were asked how satisfied they are, from legacy ratings and from surveys: an account has
 * one of them and refuses the other.
 */
export function satisfactionStream(api: ZendeskApi, deps: SourceDeps): Stream<SatisfactionCursor> {
  return {
    name: STREAM,
    cursor: satisfactionCursor,
    async *pull(context, from) {
      let cursor = from ?? {};
      const refusals: AppError[] = [];
      for (const kind of SATISFACTION_KINDS) {
        try {
          for await (const page of kindPages(api, kind, context, cursor[kind.id])) {
            cursor = { ...cursor, [kind.id]: page.cursor };
            yield { ...page, cursor };
          }
        } catch (error) {
          if (!isRefusal(error)) throw error;
          refusals.push(error);
          deps.log?.(`Zendesk does not offer ${kind.list} to this account.`, { code: error.code });
        }
      }
      const forbidden = refusals.find((error) => error.code === 'forbidden');
      if (forbidden !== undefined && refusals.length === SATISFACTION_KINDS.length) throw forbidden;
    },
  };
}

/** What Zendesk says of a feature that the account does not have. */
function isRefusal(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false;
  return error.code === 'forbidden' || error.details.status === 404;
}

async function* kindPages(
  api: ZendeskApi,
  kind: SatisfactionKind,
  context: PullContext,
  from: Place | undefined,
): AsyncGenerator<Page<Place>> {
  const begun = from?.reading?.begun ?? Math.floor(context.now.getTime() / 1000);
  const since = from?.since ?? Date.parse(`${context.since}T00:00:00Z`) / 1000;
  let after = from?.reading?.after ?? null;
  do {
    const query = { ...kind.since(since), 'page[size]': PAGE_SIZE };
    const { items, next } = await readList(api, kind, query, after, context.signal);
    const mapped = await mapAnswers(api, kind, items, context.signal);
    after = next;
    const cursor: Place =
      after === null
        ? { since: Math.max(since, begun - OVERLAP_SECONDS), reading: null }
        : { since, reading: { after, begun } };
    yield pageOf(cursor, items.length, mapped);
  } while (after !== null);
}

/** A place in the list that no longer exists starts the list over. */
async function readList(
  api: ZendeskApi,
  kind: SatisfactionKind,
  query: Query,
  after: string | null,
  signal: AbortSignal,
): Promise<{ readonly items: readonly unknown[]; readonly next: string | null }> {
  const schema = z.object({
    [kind.list]: z.array(z.unknown()),
    meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }),
  });
  try {
    const placed = after === null ? query : { ...query, 'page[after]': after };
    const answer = await api.get(kind.path, placed, schema, signal);
    const { has_more: more, after_cursor: next } = answer.meta as {
      has_more: boolean;
      after_cursor?: string;
    };
    return { items: answer[kind.list] as unknown[], next: more ? (next ?? null) : null };
  } catch (error) {
    const gone = error instanceof AppError && error.code === 'upstream-rejected' && !isRefusal(error);
    if (!gone || after === null) throw error;
    return readList(api, kind, query, null, signal);
  }
}

async function mapAnswers(
  api: ZendeskApi,
  kind: SatisfactionKind,
  items: readonly unknown[],
  signal: AbortSignal,
): Promise<Mapped[]> {
  const faults = new FaultTally();
  const answers: Satisfaction[] = [];
  for (const raw of items) {
    const read = kind.read(raw);
    if (read.kind === 'answer') answers.push(read.answer);
    if (read.kind === 'fault') faults.add(read.reason, read.id);
  }
  const known = await lookUp(api, answers, signal);
  const mapped = answers.map(({ id, ticketId, requesterId, score, at }): Mapped => {
    const onTicket = known.tickets.get(ticketId ?? '');
    const account = accountOf(
      onTicket?.organization_id ?? null,
      known.users.get(onTicket?.requester_id ?? requesterId ?? ''),
    );
    if (account === null) {
      faults.add(NO_ACCOUNT, null);
      return {};
    }
    const accountId = account.externalId;
    return { accounts: [account], records: [{ kind: 'survey', id, accountId, survey: 'csat', score, at }] };
  });
  return [...mapped, { quarantined: faults.report(STREAM) }];
}

interface Known {
  readonly tickets: ReadonlyMap<string, z.infer<typeof listedTicket>>;
  readonly users: ReadonlyMap<string, User>;
}

const listedTicket = ticket.pick({ id: true, organization_id: true, requester_id: true });
const listedTickets = z.object({ tickets: z.array(z.unknown()), users: z.array(z.unknown()).default([]) });
const listedUsers = z.object({ users: z.array(z.unknown()) });

/** The tickets that were asked about and who opened them; whoever answered without a ticket that still exists. */
async function lookUp(
  api: ZendeskApi,
  answers: readonly Satisfaction[],
  signal: AbortSignal,
): Promise<Known> {
  const ticketIds = new Set(answers.flatMap(({ ticketId }) => ticketId ?? []));
  const found =
    ticketIds.size === 0
      ? { tickets: [], users: [] }
      : await api.get(
          'tickets/show_many',
          { ids: joined(ticketIds), include: 'users' },
          listedTickets,
          signal,
        );
  const tickets = new Map(
    found.tickets.flatMap((raw) => listedTicket.safeParse(raw).data ?? []).map((each) => [each.id, each]),
  );
  const users = usersById(found.users);
  const missing = new Set(
    answers.flatMap(({ ticketId, requesterId }) =>
      requesterId === null || tickets.has(ticketId ?? '') || users.has(requesterId) ? [] : requesterId,
    ),
  );
  if (missing.size > 0) {
    const more = await api.get('users/show_many', { ids: joined(missing) }, listedUsers, signal);
    for (const [id, each] of usersById(more.users)) users.set(id, each);
  }
  return { tickets, users };
}

function joined(ids: ReadonlySet<string>): string {
  return [...ids].join(',');
}
