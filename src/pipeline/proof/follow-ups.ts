import { addDays, type Day, dayNumber, dayOf } from '../../model/day.ts';
import { type Exchange } from '../../model/exchange.ts';
import { type KpiView } from '../../model/kpi-view.ts';
import { playById } from '../../scoring/playbooks/index.ts';
import { movements, revenueSeries } from '../../scoring/records/revenue.ts';
import { type CompanyFacts } from '../assemble/facts.ts';

export type FollowUp = KpiView['followUps']['listed'][number];

/** Older news is no news: the regular playbook takes over. */
const NEWS_DAYS = 30;
/** A play without a time of its own is done within this (S0: a warning). */
const RESPONSE_DAYS = 7;

/** What S4 does about each: call within 24 hours, send a tutorial, ask for a reference, contact at once. */
const RULES: Readonly<Record<FollowUp['kind'], string>> = {
  detractor: 'detractor-call',
  passive: 'useful-tutorial',
  promoter: 'ask-reference',
  contraction: 'contraction-contact',
};

/** The open follow-ups of a company: its latest NPS answer and its latest wish to pay less, if they are news. */
export function followUps(facts: CompanyFacts, asOf: Day, exchange: Exchange | null): FollowUp[] {
  const answer = latestAnswer(facts, asOf);
  const contraction = latestContraction(facts, asOf, exchange);
  return [
    ...(answer === null ? [] : [followUp(facts, kindOf(answer.score), answer, asOf)]),
    ...(contraction === null ? [] : [followUp(facts, 'contraction', { at: contraction, score: null }, asOf)]),
  ].filter(({ play, at }) => !isDone(facts, play, at));
}

function followUp(
  { company }: CompanyFacts,
  kind: FollowUp['kind'],
  { at, score }: { readonly at: Day; readonly score: number | null },
  asOf: Day,
): FollowUp {
  const play = RULES[kind];
  const task = playById(play)?.tasks[0];
  const days =
    task === undefined || task.due === 'response' ? RESPONSE_DAYS : Math.ceil(task.due.withinHours / 24);
  const dueAt = addDays(at, days);
  return {
    companyId: company.companyId,
    name: company.name ?? company.companyId,
    kind,
    at,
    score,
    dueAt,
    overdue: dueAt < asOf,
    play,
    playTitle: { ...(task?.subject ?? { en: play, es: play }) },
  };
}

function kindOf(score: number): FollowUp['kind'] {
  if (score >= 9) return 'promoter';
  return score >= 7 ? 'passive' : 'detractor';
}

function isNews(at: Day, asOf: Day): boolean {
  return at <= asOf && at > addDays(asOf, -NEWS_DAYS);
}

function latestAnswer({ records }: CompanyFacts, asOf: Day): { at: Day; score: number } | null {
  const answers = (records.survey ?? [])
    .filter(({ survey, at }) => survey === 'nps' && isNews(dayOf(at), asOf))
    .sort((left, right) => (left.at < right.at ? 1 : -1));
  const latest = answers[0];
  return latest === undefined ? null : { at: dayOf(latest.at), score: latest.score };
}

function latestContraction({ records }: CompanyFacts, asOf: Day, exchange: Exchange | null): Day | null {
  const asked = (records.deal ?? [])
    .filter(({ dealType }) => dealType === 'contraction')
    .map(({ createdAt }) => dayOf(createdAt));
  const paid = movements(revenueSeries(records, dayNumber(asOf), exchange))
    .filter(({ contraction }) => contraction)
    .map(({ at }) => at);
  return (
    [...asked, ...paid]
      .filter((at) => isNews(at, asOf))
      .sort()
      .at(-1) ?? null
  );
}

/** A task of this play was completed since. */
function isDone({ records }: CompanyFacts, play: string, since: Day): boolean {
  return (records.task ?? []).some(
    ({ key, completedAt }) =>
      key?.endsWith(`:${play}`) === true && completedAt !== null && dayOf(completedAt) >= since,
  );
}
