import type { Band, Locale, Localised, PlaybookBand } from '../../model/bands.ts';
import type { ScoreResult } from '../../model/result.ts';
import { playbookOf } from '../engine/classify.ts';
import { ownTextInAll } from '../../model/own-text.ts';
import type { PlaybookChanges } from '../../model/portal-settings.ts';
import { BAND_PLAYBOOKS } from './bands/index.ts';
import { dueHours, dueWords, type Urgency, urgencyOf } from './due.ts';
import type { OwnerRule, PlaybookTask } from './playbook.ts';
import { playById } from './plays/index.ts';

/** A line of the checklist. */
export interface PlanStep {
  /** Stable and unique in the list. */
  readonly id: string;
  /** The indicator that calls for it; null for the steps of the band. */
  readonly indicator: string | null;
  readonly title: string;
  readonly detail: string;
  readonly owner: OwnerRule;
  readonly ownerWords: string;
  readonly dueHours: number;
  /** `now`, `within 48 hours`, `within 7 days`. */
  readonly due: string;
}

const OWNER_WORDS: Readonly<Record<OwnerRule, Localised>> = {
  'company-owner': { en: 'company owner', es: 'responsable de la empresa' },
  manager: { en: 'manager of the owner', es: 'superior del responsable' },
};

type StepFacts = Readonly<Pick<ScoreResult, 'band' | 'alert' | 'playbook'>>;

/**
 * The checklist for a score: the steps of the band, then the plays for the costliest indicators. A band step that one
 * of the plays repeats is left out. `band` is the band people see, where it is not the raw one of the result. Empty
 * while the band is unknown. `changes`: what the portal made of the steps of the bands.
 */
export function planSteps(
  result: StepFacts,
  locale: Locale,
  band: Band = result.band,
  changes: PlaybookChanges = {},
): PlanStep[] {
  const playbook = playbookOf(band);
  if (band === 'unknown' || playbook === null) return [];
  const toStep = stepMaker(playbook, urgencyOf(band, result.alert), locale);
  const plays = playTasks(result).map(({ task, indicator }) => toStep(task, indicator));
  const repeated = new Set(plays.map((step) => step.id));
  const steps = bandTasks(playbook, changes).map((task) => toStep(task, null));
  return [...steps.filter((step) => !repeated.has(step.id)), ...plays];
}

/** The steps of a playbook as the portal wants them: shipped ones that it kept, then its own. */
export function bandTasks(playbook: PlaybookBand, changes: PlaybookChanges = {}): PlaybookTask[] {
  const { removed = [], added = [] } = changes[playbook] ?? {};
  const shipped = BAND_PLAYBOOKS[playbook].tasks.filter(({ id }) => !removed.includes(id));
  const own = added.map(({ id, title, detail, owner, withinDays }) => ({
    id,
    subject: ownTextInAll(title),
    body: ownTextInAll(detail),
    owner,
    due: { withinHours: withinDays * 24 },
  }));
  return [...shipped, ...own];
}

interface PlayTask {
  readonly task: PlaybookTask;
  readonly indicator: string;
}

/** Tasks of the plays that we ship, each once, even when two indicators call for the same play. */
function playTasks({ playbook }: StepFacts): PlayTask[] {
  const tasks = (playbook?.plays ?? []).flatMap(({ id, indicator }) =>
    (playById(id)?.tasks ?? []).map((task) => ({ task, indicator })),
  );
  return tasks.filter(({ task }, index) => tasks.findIndex((other) => other.task.id === task.id) === index);
}

function stepMaker(playbook: PlaybookBand, urgency: Urgency, locale: Locale) {
  return (task: PlaybookTask, indicator: string | null): PlanStep => {
    const hours = dueHours(task.due, urgency, playbook);
    return {
      id: task.id,
      indicator,
      title: task.subject[locale],
      detail: task.body[locale],
      owner: task.owner,
      ownerWords: OWNER_WORDS[task.owner][locale],
      dueHours: hours,
      due: dueWords(hours, locale),
    };
  };
}
