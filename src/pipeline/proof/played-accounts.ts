import { type PlayedAccount } from '../../insights/plays/outcomes.ts';
import { type Day, dayOf } from '../../model/day.ts';
import { loadScores } from '../../store/snapshots.ts';
import { type CompanyFacts } from '../assemble/facts.ts';
import { type PipelineDeps } from '../deps.ts';
import { companyPages } from './each-company.ts';
import { type StoredPanelOptions } from './stored-panel.ts';

const BATCH = 200;

type Played = Pick<PlayedAccount, 'companyId' | 'plays'>;

/** The accounts of a portal with their scores and the plays that were carried out; none where none ever was. */
export async function loadPlayedAccounts(
  { db, portalId }: Pick<PipelineDeps, 'db' | 'portalId'>,
  { since, until, outcomes }: StoredPanelOptions,
): Promise<PlayedAccount[]> {
  const played: Played[] = [];
  for await (const page of companyPages({ db, portalId }, ['task'])) {
    for (const facts of page) {
      played.push({ companyId: facts.company.companyId, plays: playsOf(facts, since, until) });
    }
  }
  if (played.every(({ plays }) => plays.length === 0)) return [];
  const accounts: PlayedAccount[] = [];
  for (let start = 0; start < played.length; start += BATCH) {
    const batch = played.slice(start, start + BATCH);
    const ids = batch.map(({ companyId }) => companyId);
    const past = await loadScores(db, portalId, ids, since);
    for (const { companyId, plays } of batch) {
      const outcome = outcomes.get(companyId);
      const scores = (past.get(companyId) ?? []).flatMap(({ asOf, score, provisional }) =>
        score === null || provisional || asOf > until ? [] : [{ asOf, score }],
      );
      accounts.push({
        companyId,
        segment: outcome?.segment ?? null,
        scores,
        plays,
        lostOn: outcome?.lostOn ?? null,
      });
    }
  }
  return accounts;
}

/** `portal:company:playbook:stabilise@2026-10-03:seat-activation`, or `portal:company:yellow>red@2026-10-03`. */
const PLAY_KEY = /^[^:]*:[^:]*:(?:playbook:[^:]*:(?<step>.+)|[^:>]+>(?<band>[^:@]+)@.*)$/;

/** A play counts from the day its task was completed: a task that nobody did changed nothing. */
function playsOf({ records }: CompanyFacts, since: Day, until: Day): PlayedAccount['plays'] {
  return (records.task ?? []).flatMap(({ key, completedAt }) => {
    const parts = PLAY_KEY.exec(key ?? '')?.groups;
    if (parts === undefined || completedAt === null) return [];
    const at = dayOf(completedAt);
    const id = parts.step ?? `band:${parts.band ?? ''}`;
    return at < since || at > until ? [] : [{ id, at }];
  });
}
