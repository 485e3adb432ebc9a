import { addDays, type Day, dayOf } from '../model/day.ts';
import { loadFalls, noteTold } from '../store/falls.ts';
import { type PipelineDeps } from './deps.ts';

/** How people can be told. */
export type AlertWay = 'chat' | 'mail';

/** An account that became critical. */
export interface CriticalAccount {
  readonly companyId: string;
  readonly name: string;
  readonly score: number | null;
  readonly topRisk: string | null;
  /** Since when. */
  readonly day: Day;
  /** Ways in which people were told already. */
  readonly toldBy: readonly string[];
}

/** What became of an alert in one way; a way that had nobody to tell of is left out. */
export interface AlertOutcome {
  readonly way: AlertWay;
  readonly accounts: readonly CriticalAccount[];
  /** Why nobody was told in this way; null: they were. */
  readonly failure: string | null;
}

/**
 * A fall is news for so many days: one that could not be told is told later, and so is one that no run has seen on its
 * own day, such as a band set by a person or a day that was caught up.
 */
const NEWS_DAYS = 7;

/** Accounts whose published band fell to red within the last days, told of or not. */
export async function newlyCritical({
  db,
  portalId,
  clock,
}: Pick<PipelineDeps, 'db' | 'portalId' | 'clock'>): Promise<CriticalAccount[]> {
  const falls = await loadFalls(db, portalId, addDays(dayOf(clock().getTime()), -NEWS_DAYS));
  return falls.map((fall) => ({ ...fall, name: fall.name ?? fall.companyId }));
}

/** Remembers in which ways people were told, so that nobody is told twice of one fall. */
export async function noteAlerted(
  { db, portalId }: Pick<PipelineDeps, 'db' | 'portalId'>,
  outcomes: readonly AlertOutcome[],
): Promise<void> {
  for (const { way, accounts, failure } of outcomes) {
    if (failure === null) await noteTold(db, portalId, way, accounts);
  }
}
