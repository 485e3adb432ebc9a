import type { Band, Locale, PlaybookBand, ScoredBand } from '../../model/bands.ts';
import { dayOf } from '../../model/day.ts';
import type { PlannedTask } from '../../model/health-view.ts';
import type { PlaybookChanges } from '../../model/portal-settings.ts';
import type { ScoreResult } from '../../model/result.ts';
import { playbookOf } from '../engine/classify.ts';
import { dueHours, type Urgency, urgencyOf } from './due.ts';
import { type PlanStep, planSteps } from './steps.ts';
import { type TaskFacts, taskBody, taskSubject } from './task-text.ts';

export interface PlanInput {
  readonly result: ScoreResult;
  readonly company: {
    readonly companyId: string;
    readonly name: string | null;
    readonly ownerId: string | null;
    readonly managerId: string | null;
  };
  /** A change of the band people see; `changedAt` is a day or an instant. */
  readonly change: { readonly from: Band; readonly to: Band; readonly changedAt: string };
  readonly portalId: string | number;
  /** Day or instant from which response times run; a day counts from its end, when all of it is known. */
  readonly asOf: string;
  readonly locale: Locale;
  readonly model: { readonly id: string; readonly version: number };
  /** What the portal changed in its playbooks. */
  readonly playbooks?: PlaybookChanges | undefined;
}

/**
 * Why a change makes no task. `same-band`: nothing changed. `not-enough-data`: the score is provisional or missing,
 * or the new band is unknown. `first-score`: the company was scored for the first time and needs nobody's help.
 */
export type SkipReason = 'same-band' | 'not-enough-data' | 'first-score';

export type Plan = { readonly task: PlannedTask } | { readonly skipped: SkipReason };

const PRIORITIES: Readonly<Record<Urgency, PlannedTask['priority']>> = {
  critical: 'HIGH',
  'at-risk': 'HIGH',
  warning: 'MEDIUM',
  healthy: 'LOW',
};

/** Bands that call for a task even when there was no band before. */
const URGENT: ReadonlySet<Band> = new Set(['red', 'orange']);

/**
 * The one task of a band change: the band's playbook with the reasons and plays, for the company owner, or for the
 * manager when the alert is critical. It is due within the response time of the alert level, or sooner when a play
 * must not wait that long. The key depends only on portal, company, bands and day of the change.
 */
export function plan(input: PlanInput): Plan {
  const { result, change, company, locale } = input;
  const { from, to } = change;
  const playbook = playbookOf(to);
  const isKnown = !result.provisional && result.score !== null;
  if (to === 'unknown' || playbook === null || !isKnown) return { skipped: 'not-enough-data' };
  if (from === to) return { skipped: 'same-band' };
  if (from === 'unknown' && !URGENT.has(to)) return { skipped: 'first-score' };
  const urgency = urgencyOf(to, result.alert);
  const steps = planSteps(result, locale, to, input.playbooks);
  const facts = factsOf(input, to, playbook, steps);
  const manager = urgency === 'critical' ? company.managerId : null;
  return {
    task: {
      key: `${input.portalId}:${company.companyId}:${from}>${to}@${dayOf(change.changedAt)}`,
      companyId: company.companyId,
      subject: taskSubject(facts, locale),
      body: taskBody(facts, locale),
      dueAt: dueAt(input.asOf, dueHours('response', urgency, playbook), steps),
      priority: PRIORITIES[urgency],
      ownerId: manager ?? company.ownerId,
    },
  };
}

function factsOf(
  { result, company, change, asOf, model }: PlanInput,
  to: ScoredBand,
  playbook: PlaybookBand,
  steps: readonly PlanStep[],
): TaskFacts {
  const [changedAt, day] = [dayOf(change.changedAt), dayOf(asOf)];
  return { result, name: company.name, from: change.from, to, playbook, changedAt, asOf: day, model, steps };
}

const HOUR_MS = 3_600_000;
const DAY_LENGTH = 'YYYY-MM-DD'.length;

function dueAt(asOf: string, responseHours: number, steps: readonly PlanStep[]): string {
  const plays = firstSteps(steps).map((step) => step.dueHours);
  const start = Date.parse(asOf) + (asOf.length === DAY_LENGTH ? 24 * HOUR_MS : 0);
  return new Date(start + Math.min(responseHours, ...plays) * HOUR_MS).toISOString();
}

/** The first step of each play; later ones wait for it. */
function firstSteps(steps: readonly PlanStep[]): PlanStep[] {
  const ofPlays = steps.filter((step) => step.indicator !== null);
  return ofPlays.filter(
    (step, index) => ofPlays.findIndex((other) => other.indicator === step.indicator) === index,
  );
}
