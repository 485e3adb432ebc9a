import { firstIssue } from '../../model/messages/issue.ts';
import { type Message } from '../../model/messages/message.ts';
import { legacyScore, scaleAnswerOf } from './satisfaction-score.ts';
import { type Query } from './api.ts';
import { legacyRating, recordId, surveyResponse } from './shapes.ts';

/** An answer of a customer who was asked how satisfied they are. */
export interface Satisfaction {
  readonly id: string;
  readonly ticketId: string | null;
  readonly requesterId: string | null;
  /** 1–5 */
  readonly score: number;
  readonly at: string;
}

/** What one object is: an answer, nothing that counts, or something that does not fit. */
export type ReadSatisfaction =
  | { readonly kind: 'answer'; readonly answer: Satisfaction }
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly id: string | null; readonly reason: Message };

/** One of the two ways in which Zendesk asks; an account has either. */
export interface SatisfactionKind {
  readonly id: 'legacy' | 'survey';
  readonly path: string;
  /** Name of the list in an answer. */
  readonly list: string;
  /** Selects what was created since (Unix seconds). */
  since(seconds: number): Query;
  read(raw: unknown): ReadSatisfaction;
}

export const SATISFACTION_KINDS: readonly SatisfactionKind[] = [
  {
    id: 'legacy',
    path: 'satisfaction_ratings',
    list: 'satisfaction_ratings',
    since: (seconds) => ({ start_time: String(seconds), score: 'received' }),
    read: readLegacy,
  },
  {
    id: 'survey',
    path: 'guide/survey_responses',
    list: 'survey_responses',
    // Seconds where milliseconds were meant would select too much, never too little.
    since: (seconds) => ({ 'filter[created_at_start]': String(seconds) }),
    read: readSurvey,
  },
];

function fault(raw: unknown, error: Parameters<typeof firstIssue>[0]): ReadSatisfaction {
  return { kind: 'fault', id: recordId(raw), reason: firstIssue(error) };
}

function readLegacy(raw: unknown): ReadSatisfaction {
  const parsed = legacyRating.safeParse(raw);
  if (!parsed.success) return fault(raw, parsed.error);
  const { id, ticket_id: ticketId, requester_id: requesterId } = parsed.data;
  const score = legacyScore(parsed.data.score);
  if (score === null) return { kind: 'none' };
  const at = parsed.data.updated_at ?? parsed.data.created_at;
  return { kind: 'answer', answer: { id, ticketId, requesterId, score, at } };
}

function readSurvey(raw: unknown): ReadSatisfaction {
  const parsed = surveyResponse.safeParse(raw);
  if (!parsed.success) return fault(raw, parsed.error);
  const { id, responder_id: requesterId, subjects, subject_zrns: zrns } = parsed.data;
  const answered = scaleAnswerOf(parsed.data);
  if (answered === null) return { kind: 'none' };
  const ticketId =
    subjects?.find((subject) => subject.type === 'ticket')?.id ??
    zrns?.flatMap((zrn) => /^zen:ticket:(\d+)$/.exec(zrn)?.[1] ?? [])[0] ??
    null;
  return { kind: 'answer', answer: { id, ticketId, requesterId, ...answered } };
}
