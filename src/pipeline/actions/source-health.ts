import { messageTexts, say } from '../../model/messages/message.ts';
import { type SourceHealth, type SourceQuality, type UnmatchedAccount } from '../../model/portal-actions.ts';
import { type StoredAccount } from '../../store/accounts.ts';
import { quarantinedBySource, readBySource, reasonsBySource } from '../../store/pages.ts';
import { loadSourceStates } from '../../store/source-states.ts';
import { type PipelineDeps } from '../deps.ts';

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'sources'>;

/** Reasons told of each source: enough to see what is wrong. */
export const MAX_REASONS = 3;

/** The connected sources and those that delivered once: how they are and what they brought. */
export async function sourceHealth(deps: Deps, accounts: readonly StoredAccount[]): Promise<SourceHealth[]> {
  const states = await loadSourceStates(deps.db, deps.portalId);
  const quarantined = await quarantinedBySource(deps.db, deps.portalId);
  const read = await readBySource(deps.db, deps.portalId);
  const reasons = await reasonsBySource(deps.db, deps.portalId, MAX_REASONS);
  const metas = new Map(deps.sources.map(({ meta }) => [meta.id, meta]));
  const ids = [...new Set([...metas.keys(), ...Object.keys(states)])].sort();
  return ids.map((id) => {
    const own = accounts.filter((each) => each.source === id);
    const meta = metas.get(id);
    const never = { status: 'disconnected' as const, reason: say('source.never-read') };
    const { reason, ...state } = states[id] ?? never;
    return {
      ...state,
      reason: reason && messageTexts(reason),
      ...(meta === undefined && { status: 'disconnected' as const }),
      id,
      title: meta?.title ?? id,
      accounts: own.length,
      matched: own.filter((each) => each.companyId !== null).length,
      waiting: own.filter((each) => each.companyId === null && !each.confirmed).length,
      read: read.get(id) ?? 0,
      quarantined: quarantined.get(id) ?? 0,
      problems: (reasons.get(id) ?? []).map((each) => ({ ...each, reason: messageTexts(each.reason) })),
      credentials: meta?.credentials ?? [],
    };
  });
}

/** The sources with the quality of each, where it was worked out. */
export function withQuality(
  sources: readonly SourceHealth[],
  qualities: ReadonlyMap<string, SourceQuality>,
): SourceHealth[] {
  return sources.map((each) => ({ ...each, quality: qualities.get(each.id) }));
}

/** Accounts a person has to look at, with what they may be. */
export function unmatchedAccounts(
  accounts: readonly StoredAccount[],
  names: ReadonlyMap<string, string>,
): UnmatchedAccount[] {
  return accounts
    .filter((each) => each.companyId === null && !each.confirmed)
    .map(({ source, externalId, account, problem, suggestions }) => ({
      source,
      externalId,
      name: account.name,
      reason: messageTexts(problem ?? say('account.not-matched')),
      suggestions: suggestions.map(({ companyId }) => ({
        companyId,
        name: names.get(companyId) ?? companyId,
      })),
    }));
}
