import { dayNumber } from '../../model/day.ts';
import type { RelationshipSignals } from '../../model/signals.ts';
import { interpolate } from '../curve.ts';
import type { ScoringContext } from '../facts/context.ts';
import { hourNumber } from '../facts/hour-number.ts';
import { median } from '../facts/median.ts';
import type { ParamsOf } from '../params.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, fact } from './text.ts';

const PARAMS = {
  curve: 'curve',
  windowDays: 'number',
  unansweredAfterHours: 'number',
  unansweredMostHours: 'number',
  slowerFromHours: 'number',
  slowerTimes: 'number',
  slowerPenalty: 'number',
} as const;

type Outreach = NonNullable<RelationshipSignals['outreach']>[number];

const DAY_HOURS = 24;

/**
 * How fast the customer answers us. Value: `medianHours`, `earlierMedianHours` (of the window before; null
 * without one), `counted` (outreach that counts).
 */
export const outreachResponsiveness: Indicator<typeof PARAMS> = {
  id: 'outreach-responsiveness',
  title: { en: 'Answers to our outreach', es: 'Respuesta a nuestros mensajes' },
  why: {
    en: 'A customer who used to answer at once and now does not is drifting away.',
    es: 'Un cliente que respondía enseguida y ya no lo hace se está alejando.',
  },
  target: { en: 'Within 24 hours', es: 'En 24 horas' },
  needs: { en: 'outreach in the last 90 days', es: 'mensajes en los últimos 90 días' },
  source: 'S0',
  section: 'relationship.outreach',
  params: PARAMS,
  plays: ['contact-revival'],
  measure(signals, context, params) {
    const outreach = signals.relationship?.outreach;
    if (outreach === undefined) return NO_DATA;
    const { current, earlier } = hoursToAnswer(outreach, context, params);
    const medianHours = median(current);
    if (medianHours === null) return NO_DATA;
    const earlierMedianHours = median(earlier);
    const score = interpolate(params.curve, medianHours);
    const penalty = isSlower(medianHours, earlierMedianHours, params) ? params.slowerPenalty : 0;
    return scored(Math.max(0, score - penalty), { medianHours, earlierMedianHours, counted: current.length });
  },
  describe(value, locale) {
    const hours = counted(fact(value, 'medianHours'), locale, {
      en: ['hour', 'hours'],
      es: ['hora', 'horas'],
    });
    return locale === 'es' ? `responde en ${hours} (mediana)` : `answers in ${hours} (median)`;
  },
};

/** Hours to an answer for outreach of the current `windowDays` and those before; unanswered ones as their age. */
function hoursToAnswer(
  outreach: readonly Outreach[],
  context: ScoringContext,
  params: ParamsOf<typeof PARAMS>,
): { readonly current: number[]; readonly earlier: number[] } {
  const endOfDay = (context.today + 1) * DAY_HOURS;
  const current: number[] = [];
  const earlier: number[] = [];
  for (const { sentAt, answeredAt } of outreach) {
    const age = context.today - dayNumber(sentAt);
    if (age < 0 || age >= 2 * params.windowDays) continue;
    const hours = age < params.windowDays ? current : earlier;
    const sent = hourNumber(sentAt);
    if (answeredAt !== undefined && dayNumber(answeredAt) <= context.today) {
      hours.push(Math.max(0, hourNumber(answeredAt) - sent));
      continue;
    }
    const waited = endOfDay - sent;
    if (waited >= params.unansweredAfterHours) hours.push(Math.min(params.unansweredMostHours, waited));
  }
  return { current, earlier };
}

function isSlower(now: number, before: number | null, params: ParamsOf<typeof PARAMS>): boolean {
  if (before === null || before > params.slowerFromHours) return false;
  return now > params.slowerFromHours && now >= params.slowerTimes * before;
}
