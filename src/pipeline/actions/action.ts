import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type HealthBreakdown } from '../../model/breakdown.ts';
import { type CardAnswer } from '../../model/card-actions.ts';
import { dayOf } from '../../model/day.ts';
import { loadHealth, type StoredHealth } from '../../store/health.ts';
import { type PipelineDeps } from '../deps.ts';
import { fetchEntered } from '../fetch-entered.ts';
import { withPortalSettings } from '../portal-settings.ts';
import { publishPortal } from '../publish.ts';
import { scorePortal } from '../score.ts';

/** Who presses the button, as HubSpot says. */
export interface Caller {
  /** E-mail address, or what HubSpot gives instead. */
  readonly author: string;
  /** HubSpot's id of the user, where HubSpot states it. */
  readonly userId?: string | undefined;
}

/** The caller in the audit log, which outlives the account's data: by id, never by name or address. */
export function actorOf({ userId }: Caller): string {
  return userId === undefined ? 'user' : `user:${userId}`;
}

/** Scores one company anew and publishes it. */
export async function rescore(given: PipelineDeps, companyId: string): Promise<CardAnswer> {
  const deps = await withPortalSettings(given);
  const asOf = dayOf(deps.clock().getTime());
  await fetchEntered(deps, companyId);
  await scorePortal(deps, { asOf, companyIds: [companyId] });
  const outcome = await publishPortal(deps, undefined, [companyId]);
  const refusal = outcome.rejected[0];
  if (refusal !== undefined) {
    throw new AppError('upstream-rejected', say('action.not-published', { reason: refusal.reason }));
  }
  return answerOf(await storedHealth(deps, companyId));
}

/** @throws AppError `not-found` for a company that was never scored. */
export async function storedHealth(
  { db, portalId }: Pick<PipelineDeps, 'db' | 'portalId'>,
  companyId: string,
): Promise<StoredHealth> {
  const health = (await loadHealth(db, portalId, [companyId])).get(companyId);
  if (health !== undefined) return health;
  throw new AppError('not-found', say('action.not-scored', { company: companyId }));
}

export function answerOf({ companyId, breakdown, scoredAt }: StoredHealth): CardAnswer {
  return { companyId, ...headline(breakdown), scoredAt, breakdown };
}

function headline({ result, publishedBand }: HealthBreakdown) {
  return { score: result.score, band: publishedBand, alert: result.alert };
}
