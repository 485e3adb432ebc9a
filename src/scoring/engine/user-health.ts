import type { UserRole } from '../../model/bands.ts';
import type { ScoreResult } from '../../model/result.ts';
import type { UsageUser } from '../../model/signals.ts';
import { interpolate } from '../curve.ts';
import { lastActiveDay } from '../facts/user-activity.ts';
import type { Model } from '../model.ts';

export type UserHealth = ScoreResult['users'][number];

/** The roles whose risk is the account's risk. */
const KEY_ROLES: readonly UserRole[] = ['executive-sponsor', 'champion', 'admin'];

export function isKeyUser(user: Pick<UsageUser, 'role'>): boolean {
  return user.role !== undefined && KEY_ROLES.includes(user.role);
}

/**
 * Health of one user, 0–100: recency, active days in window 0 and advanced features. Weight of what is unknown
 * is spread over the rest; a user seen in no window is inactive, not unknown. Null when nothing is known.
 *
 * @param today day number of the as-of day
 */
export function userHealth(
  user: UsageUser,
  today: number,
  model: Pick<Model, 'userHealth' | 'thresholds'>,
): UserHealth | null {
  const { weights, recency, activeDays: activeDaysCurve, advancedFeatures } = model.userHealth;
  const last = lastActiveDay(user, today);
  const activeDays = user.activeDays?.[0];
  const neverActive =
    last === null && user.activeDays?.every((days) => days === 0) === true && activeDays === 0;
  let sum = 0;
  let known = 0;
  if (last !== null) {
    sum += weights.recency * interpolate(recency, today - last);
    known += weights.recency;
  } else if (neverActive) {
    known += weights.recency;
  }
  if (activeDays !== undefined) {
    sum += weights.activeDays * interpolate(activeDaysCurve, activeDays);
    known += weights.activeDays;
  }
  if (user.advancedFeatures !== undefined) {
    sum += weights.advancedFeatures * interpolate(advancedFeatures, user.advancedFeatures);
    known += weights.advancedFeatures;
  }
  if (known === 0) return null;
  const score = sum / known;
  return { id: user.id, score, atRisk: score < model.thresholds.userAtRisk };
}
