import { AppError } from '../../src/errors.ts';
import { say } from '../../src/model/messages/message.ts';
import { type CardAnswer, type CardRequest } from '../../src/model/card-actions.ts';
import { dayOf } from '../../src/model/day.ts';
import { applyOverride, type BandState, withdrawOverride } from '../../src/scoring/bands/index.ts';
import { healthOf, readScored, writeBreakdown } from '../lib/company.ts';
import { enteredOf, withEntry } from '../lib/entered.ts';
import { type Run } from '../lib/function.ts';
import { NOTHING_FRESH, scoredAgain } from '../lib/score.ts';
import { serviceFirst } from '../lib/service-first.ts';

/** Parameters and answer: `setOverride` of `src/model/card-actions.ts`. */
export const main = serviceFirst('setOverride', setOverride);

async function setOverride(
  { companyId, requestId, band, reason, expiresAt }: CardRequest<'setOverride'>,
  { portal, now, author }: Run,
): Promise<CardAnswer> {
  const company = await readScored(portal, companyId);
  const { breakdown, basis } = company;
  if (enteredOf(basis).overrides.some(({ id }) => id === requestId)) return healthOf(companyId, breakdown);
  const state = basis.bandState as BandState;
  const asOf = dayOf(now.getTime());
  const next =
    band === null
      ? withdrawOverride(state, asOf)
      : applyOverride(state, { band, reason, author, expiresAt: lastDay(expiresAt) }, asOf);
  const { override } = next;
  const entry = { id: requestId, override, createdAt: now.toISOString() };
  const entered = override === null ? basis : withEntry(basis, { overrides: [{ ...entry, override }] });
  const after = scoredAgain(breakdown, { ...entered, bandState: next }, NOTHING_FRESH, now);
  await writeBreakdown(portal, company, after);
  return healthOf(companyId, after);
}

function lastDay(expiresAt: string | undefined): string {
  if (expiresAt !== undefined) return dayOf(expiresAt);
  throw new AppError('input-invalid', say('action.no-last-day'));
}
