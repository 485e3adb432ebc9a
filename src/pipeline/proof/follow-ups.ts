import { addDays, type Day, dayNumber, dayOf } from '../../model/day.ts';
import { type Exchange } from '../../model/exchange.ts';
import { type FollowUpKind } from '../../model/follow-ups.ts';
import { type KpiView } from '../../model/kpi-view.ts';
import {
  FOLLOW_UP_PLAYS,
  followUpHours,
  followUpTitle,
  isTaskOf,
} from '../../scoring/playbooks/follow-up-task.ts';
import { movements, revenueSeries } from '../../scoring/records/revenue.ts';
import { type CompanyFacts } from '../assemble/facts.ts';

export type FollowUp = KpiView['followUps']['listed'][number];

/** Older news is no news: the regular playbook takes over. */
export const FOLLOW_UP_DAYS = 30;

/** The open follow-ups of a company: its latest NPS answer and its latest wish to pay less, if they are news. */
export function followUps(facts: CompanyFacts, asOf: Day, exchange: Exchange | null): FollowUp[] {
  const answer = latestAnswer(facts, asOf);
  const contraction = latestContraction(facts, asOf, exchange);
  return [
    ...(answer === null ? [] : [followUp(facts, kindOf(answer.score), answer, asOf)]),
    ...(contraction === null ? [] : [followUp(facts, 'contraction', { at: contraction, score: null }, asOf)]),
  ].filter(({ kind, at }) => !isDone(facts, kind, at));
}

function followUp(
  { company }: CompanyFacts,
  kind: FollowUpKind,
  { at, score }: { readonly at: Day; readonly score: number | null },
  asOf: Day,
): FollowUp {
  const dueAt = addDays(at, Math.ceil(followUpHours(kind) / 24));
  return {
    companyId: company.companyId,
    name: company.name ?? company.companyId,
    kind,
    at,
    score,
    dueAt,
    overdue: dueAt < asOf,
    play: FOLLOW_UP_PLAYS[kind],
    playTitle: followUpTitle(kind),
  };
}

function kindOf(score: number): FollowUpKind {
  if (score >= 9) return 'promoter';
  return score >= 7 ? 'passive' : 'detractor';
}

function isNews(at: Day, asOf: Day): boolean {
  return at <= asOf && at > addDays(asOf, -FOLLOW_UP_DAYS);
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
function isDone({ records }: CompanyFacts, kind: FollowUpKind, since: Day): boolean {
  return (records.task ?? []).some(
    ({ key, completedAt }) => isTaskOf(kind, key) && completedAt !== null && dayOf(completedAt) >= since,
  );
}
