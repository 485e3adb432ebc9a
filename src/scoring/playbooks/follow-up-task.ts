import type { Locale, Localised } from '../../model/bands.ts';
import { type Day, dayOf } from '../../model/day.ts';
import type { FollowUpKind } from '../../model/follow-ups.ts';
import type { PlannedTask } from '../../model/health-view.ts';
import { dayWords, numberWords } from '../words/format.ts';
import { RESPONSE_HOURS } from './due.ts';
import { escapeHtml, paragraph } from './html.ts';
import { playById } from './plays/index.ts';
import { stepOfTask } from './playbook-task.ts';

/** What S4 does about each: call within 24 hours, send a tutorial, ask for a reference, contact at once. */
export const FOLLOW_UP_PLAYS: Readonly<Record<FollowUpKind, string>> = {
  detractor: 'detractor-call',
  passive: 'useful-tutorial',
  promoter: 'ask-reference',
  contraction: 'contraction-contact',
};

/** A play without a time of its own is done as soon as a warning is answered: 7 days. */
const USUAL_HOURS = RESPONSE_HOURS.warning ?? 0;
const URGENT_HOURS = 48;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const WORDS = {
  answered: {
    en: (score: string, day: string) => `NPS answer ${score} on ${day}.`,
    es: (score: string, day: string) => `Respuesta NPS ${score} el ${day}.`,
  },
  paysLess: {
    en: (day: string) => `Asked to pay less, or pays less, since ${day}.`,
    es: (day: string) => `Pidió pagar menos, o paga menos, desde el ${day}.`,
  },
} as const;

export interface FollowUpFacts {
  readonly companyId: string;
  readonly kind: FollowUpKind;
  /** Day of the answer or the contraction. */
  readonly at: Day;
  /** The NPS answer; null for a contraction. */
  readonly score: number | null;
}

/** Hours to react to one, from the day it is known. */
export function followUpHours(kind: FollowUpKind): number {
  const due = playById(FOLLOW_UP_PLAYS[kind])?.tasks[0].due;
  return due === undefined || due === 'response' ? USUAL_HOURS : due.withinHours;
}

/** What to do about one. */
export function followUpTitle(kind: FollowUpKind): Localised {
  const play = FOLLOW_UP_PLAYS[kind];
  return { ...(playById(play)?.tasks[0].subject ?? { en: play, es: play }) };
}

/**
 * The task of a follow-up, keyed as the task of a playbook's step (`portal:company:playbook:detractor@2026-10-03:
 * detractor-call`): one for each answer and each contraction, however often it is seen. Due from the end of `asOf` on.
 */
export function followUpTask(
  { companyId, kind, at, score }: FollowUpFacts,
  facts: {
    readonly portalId: string;
    readonly locale: Locale;
    readonly ownerId: string | null;
    readonly asOf: Day;
  },
): PlannedTask {
  const { portalId, locale, ownerId, asOf } = facts;
  const day = dayWords(at, locale, asOf);
  const what =
    score === null ? WORDS.paysLess[locale](day) : WORDS.answered[locale](numberWords(score, locale), day);
  const detail = playById(FOLLOW_UP_PLAYS[kind])?.tasks[0].body[locale] ?? '';
  const hours = followUpHours(kind);
  return {
    key: `${portalId}:${companyId}:playbook:${kind}@${at}:${FOLLOW_UP_PLAYS[kind]}`,
    companyId,
    subject: followUpTitle(kind)[locale],
    body: paragraph(escapeHtml(what)) + paragraph(escapeHtml(detail)),
    dueAt: new Date(Date.parse(asOf) + DAY_MS + hours * HOUR_MS).toISOString(),
    priority: hours <= URGENT_HOURS ? 'HIGH' : 'MEDIUM',
    ownerId,
  };
}

/** Whether a task is one of this follow-up's play, whoever started it. */
export function isTaskOf(kind: FollowUpKind, key: string | null): boolean {
  return key !== null && stepOfTask(key) === FOLLOW_UP_PLAYS[kind];
}

/** The day in the key of a task, of what called for it; null where there is none. */
export function occasionOfTask(key: string): Day | null {
  const day = /@(\d{4}-\d{2}-\d{2}):/.exec(key)?.[1];
  return day === undefined ? null : dayOf(day);
}
