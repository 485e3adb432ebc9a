import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type CardAnswer, type CardRequest } from '../../model/card-actions.ts';
import { dayOf } from '../../model/day.ts';
import { applyOverride, type BandState, withdrawOverride } from '../../scoring/bands/index.ts';
import { addAudit } from '../../store/audit.ts';
import { addOverride, loadOverrides } from '../../store/overrides.ts';
import { type PipelineDeps } from '../deps.ts';
import { fetchEntered } from '../fetch-entered.ts';
import { withOverride } from '../people-entries.ts';
import { actorOf, type Caller, rescore, storedHealth } from './action.ts';

/** Shows another band than the computed one until a day, or ends that. Every step stays on record. */
export async function setOverride(
  deps: PipelineDeps,
  { companyId, requestId, band, reason, expiresAt }: CardRequest<'setOverride'>,
  caller: Caller,
): Promise<CardAnswer> {
  const { bandState } = await storedHealth(deps, companyId);
  // What a function set before this must not come after it.
  await fetchEntered(deps, companyId);
  const entries = (await loadOverrides(deps.db, deps.portalId, [companyId])).get(companyId) ?? [];
  if (!entries.some((each) => each.id === requestId)) {
    const last = entries.at(-1);
    const latest = (last?.override as BandState['override'] | undefined) ?? null;
    const state = withOverride(bandState as BandState, latest) ?? (bandState as BandState);
    const asOf = dayOf(deps.clock().getTime());
    const next =
      band === null
        ? withdrawOverride(state, asOf)
        : applyOverride(state, { band, reason, author: caller.author, expiresAt: lastDay(expiresAt) }, asOf);
    if (next.override !== null) {
      const createdAt = notBefore(last?.createdAt, deps.clock().toISOString());
      const { override } = next;
      await deps.db.transaction().execute(async (transaction) => {
        const entry = { companyId, id: requestId, override, createdAt };
        if (!(await addOverride(transaction, deps.portalId, entry))) return;
        const action = band === null ? 'override.ended' : 'override.set';
        const noted = { actor: actorOf(caller), action, subject: companyId };
        await addAudit(transaction, deps.portalId, { ...noted, detail: { id: requestId, band } });
      });
    }
  }
  return rescore(deps, companyId);
}

/** The clock of a function may be ahead of ours. */
function notBefore(last: string | undefined, now: string): string {
  return last !== undefined && last > now ? last : now;
}

function lastDay(expiresAt: string | undefined): string {
  if (expiresAt !== undefined) return dayOf(expiresAt);
  throw new AppError('input-invalid', say('action.no-last-day'));
}
