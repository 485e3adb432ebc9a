import { type Play } from '../../insights/plays/outcomes.ts';
import { type Day, dayNumber, dayOf } from '../../model/day.ts';
import { type CompanyFacts } from '../assemble/facts.ts';

/** `portal:company:playbook:stabilise@2026-10-03:seat-activation`, or `portal:company:yellow>red@2026-10-03`. */
const PLAY_KEY = /^[^:]*:[^:]*:(?:playbook:[^:]*:(?<step>.+)|[^:>]+>(?<band>[^:@]+)@.*)$/;

/**
 * The plays that were carried out at a company. One counts from the day its task was completed: a task that nobody did
 * changed nothing.
 */
export function playsOf({ records }: CompanyFacts, since: Day, until: Day): Play[] {
  return (records.task ?? []).flatMap(({ key, completedAt }) => {
    const parts = PLAY_KEY.exec(key ?? '')?.groups;
    if (parts === undefined || completedAt === null) return [];
    const at = dayOf(completedAt);
    const id = parts.step ?? `band:${parts.band ?? ''}`;
    return at < since || at > until ? [] : [{ id, at: dayNumber(at) }];
  });
}
