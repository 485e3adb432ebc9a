import { dayNumber } from '../../model/day.ts';
import type { BusinessSignals } from '../../model/signals.ts';
import { interpolate } from '../curve.ts';
import type { ParamsOf } from '../params.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, fact, percent } from './text.ts';

const PARAMS = { curve: 'curve', leastExpected: 'number' } as const;

type Goal = NonNullable<BusinessSignals['goals']>[number];

/**
 * Progress on the customer's own goals against what the time elapsed lets expect. Goals that start after the
 * as-of day do not count yet. Value: `goals`, `ratio` (mean of progress ÷ expected progress).
 */
export const outcomeAttainment: Indicator<typeof PARAMS> = {
  id: 'outcome-attainment',
  title: { en: 'Goals attained', es: 'Logro de objetivos' },
  why: {
    en: 'Whether customers reach their own goals is the strongest single predictor of renewal.',
    es: 'Que el cliente logre sus objetivos es lo que mejor predice la renovación.',
  },
  target: { en: 'On schedule or ahead', es: 'Al día o por delante' },
  needs: { en: 'goals agreed with the customer', es: 'objetivos acordados con el cliente' },
  source: 'S0',
  section: 'business.goals',
  params: PARAMS,
  plays: ['goal-review'],
  measure(signals, context, params) {
    let goals = 0;
    let sum = 0;
    for (const goal of signals.business?.goals ?? []) {
      if (dayNumber(goal.startedAt) > context.today) continue;
      sum += goal.progress / expectedProgress(goal, context.today, params);
      goals += 1;
    }
    if (goals === 0) return NO_DATA;
    const ratio = sum / goals;
    return scored(interpolate(params.curve, ratio), { goals, ratio });
  },
  describe(value, locale) {
    const ratio = percent(fact(value, 'ratio'), locale);
    const goals = counted(fact(value, 'goals'), locale, {
      en: ['goal', 'goals'],
      es: ['objetivo', 'objetivos'],
    });
    return locale === 'es' ? `${ratio} de lo previsto, ${goals}` : `${ratio} of the plan, ${goals}`;
  },
};

/** Linear from the start to the due day, at most 1; a goal due the day it starts is expected whole. */
function expectedProgress(goal: Goal, today: number, params: ParamsOf<typeof PARAMS>): number {
  const start = dayNumber(goal.startedAt);
  const due = dayNumber(goal.dueAt);
  if (due < start) throw new Error(`goal "${goal.name ?? ''}" is due before it starts`);
  if (today >= due) return 1;
  return Math.max(params.leastExpected, (today - start) / (due - start));
}
