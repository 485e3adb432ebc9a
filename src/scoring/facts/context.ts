import { dayNumber, type Day } from '../../model/day.ts';
import type { CompanySignals } from '../../model/signals.ts';
import { usageFacts, type UsageFacts } from './usage.ts';

/** What every indicator of one company shares: the as-of day and the activity read once. */
export interface ScoringContext {
  /** Day number of the as-of day, inclusive, UTC. */
  readonly today: number;
  readonly usage: UsageFacts;
}

export function scoringContext(signals: CompanySignals, asOf: Day): ScoringContext {
  const today = dayNumber(asOf);
  if (Number.isNaN(today)) throw new Error(`the as-of date "${asOf}" is not a day`);
  return { today, usage: usageFacts(signals.usage, today) };
}

/** Days from `iso` to the as-of day; negative for what the as-of day does not know yet. */
export function ageOf(iso: string, context: ScoringContext): number {
  return context.today - dayNumber(iso);
}

/** Whether something happened in the last `days` days, as-of day included. */
export function isWithin(iso: string, days: number, context: ScoringContext): boolean {
  const age = ageOf(iso, context);
  return age >= 0 && age < days;
}
