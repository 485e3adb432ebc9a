import { interpolate } from '../curve.ts';
import type { ParamsOf } from '../params.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, decimal, fact } from './text.ts';

const PARAMS = {
  curve: 'curve',
  noTicket: 'number',
  negativeFrom: 'number',
  negativeStep: 'number',
  negativeMost: 'number',
  positiveFrom: 'number',
  positiveStep: 'number',
  positiveMost: 'number',
} as const;

/** `perTenUsers` is the volume for this many active users. */
const USERS = 10;

/**
 * Mood and volume of the tickets opened in window 0. Unknown sentiment counts as neutral; the volume is spread
 * over at least one active user, also where nobody is known to be active.
 * Value: `opened`, `sentiment` (−1 to 1), `perTenUsers`, `topic` (of most tickets); null where unknown.
 */
export const supportExperience: Indicator<typeof PARAMS> = {
  id: 'support-experience',
  title: { en: 'Support experience', es: 'Experiencia de soporte' },
  why: {
    en: 'Many tickets in a bad mood mean frustration, even when each one is solved.',
    es: 'Muchos tickets de mal humor significan frustración, aunque se resuelvan.',
  },
  target: { en: 'Few tickets, in a good mood', es: 'Pocos tickets y de buen ánimo' },
  needs: { en: 'support tickets', es: 'tickets de soporte' },
  source: 'S0',
  section: 'relationship.tickets',
  params: PARAMS,
  plays: ['ticket-topic-call'],
  measure(signals, context, params) {
    const tickets = signals.relationship?.tickets;
    if (tickets === undefined) return NO_DATA;
    const { opened } = tickets;
    if (opened === 0) {
      return scored(params.noTicket, { opened, sentiment: null, perTenUsers: null, topic: null });
    }
    const { activeUsers } = context.usage;
    const perTenUsers = (opened * USERS) / Math.max(1, activeUsers ?? 0);
    const sentiment = tickets.sentiment ?? 0;
    const penalty = volumePenalty(perTenUsers, sentiment, params);
    const score = Math.max(0, interpolate(params.curve, sentiment) - penalty);
    return scored(score, {
      opened,
      sentiment: tickets.sentiment ?? null,
      perTenUsers,
      topic: mainTopic(tickets.topics),
    });
  },
  describe(value, locale) {
    const opened = counted(fact(value, 'opened'), locale, {
      en: ['ticket in 30 days', 'tickets in 30 days'],
      es: ['ticket en 30 días', 'tickets en 30 días'],
    });
    if (value.sentiment === null) return opened;
    const mood = decimal(fact(value, 'sentiment'), locale);
    return locale === 'es' ? `${opened}, ánimo ${mood}` : `${opened}, mood ${mood}`;
  },
};

function volumePenalty(perTenUsers: number, sentiment: number, params: ParamsOf<typeof PARAMS>): number {
  return sentiment < 0
    ? between(0, (perTenUsers - params.negativeFrom) * params.negativeStep, params.negativeMost)
    : between(0, (perTenUsers - params.positiveFrom) * params.positiveStep, params.positiveMost);
}

function between(low: number, value: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** The topic of more than half of the tickets that have one; null when there is none. */
function mainTopic(
  topics: readonly { readonly topic: string; readonly count: number }[] | undefined,
): string | null {
  const total = topics?.reduce((sum, each) => sum + each.count, 0) ?? 0;
  return topics?.find((each) => each.count * 2 > total)?.topic ?? null;
}
