import { type SourceRecord } from '../../model/record.ts';
import { type TicketSentiment } from '../sentiment/index.ts';
import { type Conversation } from './shapes.ts';

/** Everything that one conversation tells about the relationship with a customer. */
export function conversationRecords(
  conversation: Conversation,
  accountId: string,
  sentiment: TicketSentiment,
): SourceRecord[] {
  return [
    ...startRecord(conversation, accountId, sentiment),
    ...ratingRecord(conversation, accountId),
    ...interactionRecord(conversation, accountId),
  ];
}

/**
 * A question of the customer is a ticket, also when a bot or a campaign spoke first; a message of a colleague is
 * outreach. A campaign nobody answered is neither.
 */
function startRecord(from: Conversation, accountId: string, sentiment: TicketSentiment): SourceRecord[] {
  const { id, created_at: createdAt, source, statistics } = from;
  const startedBy = source?.delivered_as ?? 'customer_initiated';
  const answeredAt = statistics?.first_contact_reply_at ?? null;
  if (startedBy === 'admin_initiated') {
    return [{ kind: 'outreach', id, accountId, sentAt: createdAt, answeredAt }];
  }
  const byCustomer = startedBy === 'customer_initiated';
  const openedAt = byCustomer ? createdAt : answeredAt;
  if (openedAt === null) return [];
  const mood = byCustomer ? sentiment(`${source?.subject ?? ''}\n${source?.body ?? ''}`) : null;
  const closedAt = closedOn(from);
  return [{ kind: 'ticket', id, accountId, openedAt, closedAt, sentiment: mood, topic: topicOf(from) }];
}

function closedOn({ state, updated_at: updatedAt, statistics }: Conversation): string | null {
  return state === 'closed' ? (statistics?.last_close_at ?? updatedAt) : null;
}

/** Teams mark what a conversation is about by tags; the first one counts. */
function topicOf({ tags }: Conversation): string | null {
  return tags?.tags?.[0]?.name || null;
}

function ratingRecord(
  { id, updated_at: updatedAt, conversation_rating: rating }: Conversation,
  accountId: string,
) {
  if (rating?.rating == null) return [];
  const at = rating.updated_at ?? rating.created_at ?? updatedAt;
  return [{ kind: 'survey' as const, id, accountId, survey: 'csat' as const, score: rating.rating, at }];
}

/** One a day, so that a conversation that goes on for weeks leaves a trace of each day it was seen on. */
function interactionRecord({ id, statistics }: Conversation, accountId: string) {
  const at = statistics?.last_contact_reply_at ?? null;
  if (at === null || (statistics?.last_admin_reply_at ?? null) === null) return [];
  const day = at.slice(0, 10);
  return [
    { kind: 'interaction' as const, id: `${id}:${day}`, accountId, at, method: 'chat', contactId: null },
  ];
}
