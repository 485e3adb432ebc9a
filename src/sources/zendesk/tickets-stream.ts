import { z } from 'zod';
import { type Stream } from '../../model/source.ts';
import { FaultTally } from '../fault-tally.ts';
import { type Mapped, pageOf, setAside } from '../mapped.ts';
import { type TicketSentiment } from '../sentiment/index.ts';
import { type ZendeskApi } from './api.ts';
import { incrementalCursor, type IncrementalCursor, incrementalPages } from './incremental.ts';
import { accountOf, NO_ACCOUNT, usersById } from './requesters.ts';
import { metricSet, recordId, ticket, type Ticket, type User } from './shapes.ts';

const STREAM = 'tickets';

const answer = z.object({
  tickets: z.array(z.unknown()),
  users: z.array(z.unknown()).default([]),
  metric_sets: z.array(z.unknown()).default([]),
});

export interface TicketRules {
  readonly sentiment: TicketSentiment;
  /** Id of the ticket field that says what a ticket is about. */
  readonly topicField: string | undefined;
}

/** What the side-loaded objects of a page tell about its tickets. */
interface Surroundings {
  readonly users: ReadonlyMap<string, User>;
  readonly solvedAt: ReadonlyMap<string, string>;
  readonly faults: FaultTally;
}

/** Tickets with mood and topic, oldest change first. Their texts are read for the mood and go no further. */
export function ticketsStream(api: ZendeskApi, rules: TicketRules): Stream<IncrementalCursor> {
  return {
    name: STREAM,
    cursor: incrementalCursor,
    async *pull(context, from) {
      const options = { schema: answer, query: { include: 'users,metric_sets' } };
      for await (const page of incrementalPages(api, 'incremental/tickets/cursor', options, context, from)) {
        const { tickets, users, metric_sets: metrics } = page.objects;
        const faults = new FaultTally();
        const around = { users: usersById(users), solvedAt: solvedTimes(metrics), faults };
        const mapped = tickets.map((raw) => mapTicket(raw, rules, around));
        yield pageOf(page.cursor, tickets.length, [...mapped, { quarantined: faults.report(STREAM) }]);
      }
    },
  };
}

function solvedTimes(metrics: readonly unknown[]): Map<string, string> {
  const known = metrics.flatMap((raw) => metricSet.safeParse(raw).data ?? []);
  return new Map(known.flatMap(({ ticket_id: id, solved_at: at }) => (at == null ? [] : [[id, at]])));
}

function mapTicket(raw: unknown, rules: TicketRules, { users, solvedAt, faults }: Surroundings): Mapped {
  const parsed = ticket.safeParse(raw);
  if (!parsed.success) return setAside(STREAM, recordId(raw), parsed.error);
  const { id, status, created_at: openedAt, updated_at: updatedAt } = parsed.data;
  if (status === 'deleted') return { deleted: [{ kind: 'ticket', id }] };
  const { requester_id: requesterId, organization_id: organizationId } = parsed.data;
  const account = accountOf(organizationId, requesterId === null ? undefined : users.get(requesterId));
  if (account === null) {
    faults.add(NO_ACCOUNT, null);
    return {};
  }
  const over = status === 'solved' || status === 'closed';
  return {
    accounts: [account],
    records: [
      {
        kind: 'ticket',
        id,
        accountId: account.externalId,
        openedAt,
        closedAt: over ? (solvedAt.get(id) ?? updatedAt) : null,
        sentiment: rules.sentiment(textOf(parsed.data)),
        topic: topicOf(parsed.data, rules.topicField),
      },
    ],
  };
}

function textOf({ subject, description }: Ticket): string {
  return `${subject ?? ''}\n${description ?? ''}`;
}

function topicOf({ custom_fields: fields }: Ticket, topicField: string | undefined): string | null {
  const value = fields?.find((field) => field.id === topicField)?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}
