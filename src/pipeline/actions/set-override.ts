import { AppError } from '../../errors.ts';
import { type CardAnswer, type CardRequest } from '../../model/card-actions.ts';
import { dayOf } from '../../model/day.ts';
import { applyOverride, type BandState, withdrawOverride } from '../../scoring/bands/index.ts';
import { addOverride, loadOverrides } from '../../store/overrides.ts';
import { type PipelineDeps } from '../deps.ts';
import { withOverride } from '../people-entries.ts';
import { type Caller, rescore, storedHealth } from './action.ts';

/** Shows another band than the computed one until a day, or ends that. Every step stays on record. */
export async function setOverride(
  deps: PipelineDeps,
  { companyId, requestId, band, reason, expiresAt }: CardRequest<'setOverride'>,
  { author }: Caller,
): Promise<CardAnswer> {
  const { bandState } = await storedHealth(deps, companyId);
  const entries = (await loadOverrides(deps.db, deps.portalId, [companyId])).get(companyId) ?? [];
  if (!entries.some((each) => each.id === requestId)) {
    const latest = (entries.at(-1)?.override as BandState['override'] | undefined) ?? null;
    const state = withOverride(bandState as BandState, latest) ?? (bandState as BandState);
    const asOf = dayOf(deps.clock().getTime());
    const next =
      band === null
        ? withdrawOverride(state, asOf)
        : applyOverride(state, { band, reason, author, expiresAt: lastDay(expiresAt) }, asOf);
    if (next.override !== null) {
      const createdAt = deps.clock().toISOString();
      await addOverride(deps.db, deps.portalId, {
        companyId,
        id: requestId,
        override: next.override,
        createdAt,
      });
    }
  }
  return rescore(deps, companyId);
}

function lastDay(expiresAt: string | undefined): string {
  if (expiresAt !== undefined) return dayOf(expiresAt);
  throw new AppError('input-invalid', 'A band override needs the last day it holds.');
}
