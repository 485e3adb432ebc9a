import { dayNumber } from '../../model/day.ts';
import { type RecordsByKind } from '../../model/record.ts';
import { type UsageSignals } from '../../model/signals.ts';
import { until } from '../../scoring/records/until.ts';

/** Trainings and milestones as of a day; absent where no onboarding tool tells. */
export function onboarding(
  records: RecordsByKind,
  asOf: number,
): Pick<UsageSignals, 'training' | 'milestones'> {
  const given = (records.progress ?? []).filter((each) => dayNumber(each.assignedAt) <= asOf);
  const done = (steps: typeof given) => steps.filter((each) => until(each.doneAt, asOf) !== undefined).length;
  const trainings = given.filter((each) => each.step === 'training');
  const due = given.filter(
    (each) => each.step === 'milestone' && dayNumber(each.dueAt ?? each.assignedAt) <= asOf,
  );
  return {
    ...(trainings.length === 0
      ? {}
      : { training: { assigned: trainings.length, completed: done(trainings) } }),
    ...(due.length === 0 ? {} : { milestones: { due: due.length, done: done(due) } }),
  };
}
