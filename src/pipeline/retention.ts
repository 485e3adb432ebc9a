import { addDays, dayOf } from '../model/day.ts';
import { dropOld } from '../store/retention.ts';
import { type PipelineDeps } from './deps.ts';

/** Days that things are kept; scores of days are kept for good. */
export const KEEP_DAYS = { deliveries: 45, revisions: 90, runs: 180, quarantine: 90 } as const;

/** Forgets what has outlived its purpose. */
export function forgetOld({ db, portalId, clock }: Pick<PipelineDeps, 'db' | 'portalId' | 'clock'>) {
  const today = dayOf(clock().getTime());
  return dropOld(db, portalId, {
    deliveriesBefore: addDays(today, -KEEP_DAYS.deliveries),
    revisionsBefore: addDays(today, -KEEP_DAYS.revisions),
    runsBefore: addDays(today, -KEEP_DAYS.runs),
    quarantineBefore: addDays(today, -KEEP_DAYS.quarantine),
  });
}
