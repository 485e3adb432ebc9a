import { type Outcome } from './outcome.ts';
import {
  DECLINE_EXPONENT,
  EXPOSURE,
  FIT,
  PROFILES,
  type Segment,
  SEGMENTS,
  SETBACK,
  SETBACK_CAUSES,
} from './parameters.ts';
import { type Calendar } from './calendar.ts';
import { type Random } from './random.ts';
import { type ChurnCause, type WorldHealth, type WorldProfile } from './types.ts';

/** How well the product suits a customer for good, 0–1, and how far each side of it differs from that. */
export interface Fit {
  readonly struggles: boolean;
  readonly overall: number;
  readonly sides: WorldHealth;
}

/** A time in which things go badly and then recover. */
export interface Setback {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
  readonly cause: ChurnCause;
}

/** All that is behind what a customer does; only the simulation knows it. */
export interface Latent {
  readonly fit: Fit;
  readonly outcome: Outcome;
  readonly setback: Setback | null;
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}

export function drawFit(random: Random, profile: WorldProfile, segment: Segment): Fit {
  const { sidesDiffer } = PROFILES[profile];
  const struggles = random.chance(SEGMENTS[segment].struggling);
  const { a, b } = FIT[struggles ? 'struggling' : 'served'];
  const overall = random.beta(a, b);
  const side = () => clamped(overall + sidesDiffer * random.normal());
  return { struggles, overall, sides: { product: side(), relationship: side(), value: side() } };
}

export function drawSetback(random: Random, calendar: Calendar, profile: WorldProfile): Setback | null {
  const happens = random.chance(PROFILES[profile].falseAlarms);
  const from = random.integer(calendar.start, calendar.end);
  const to = from + random.integer(...SETBACK.days) - 1;
  const factor = random.uniform(...SETBACK.factor);
  const cause = random.weighted(SETBACK_CAUSES);
  return happens ? { from, to, factor, cause } : null;
}

/** Share of normal that is left on a day of a decline where it hits fully; 1 before it. */
export function declineFactor({ churn, onset, depth }: Outcome, day: number): number {
  if (churn === null || onset === null || depth === null || day < onset) return 1;
  const progress = Math.min(1, (day - onset) / Math.max(1, churn - onset));
  return 1 - (1 - depth) * progress ** DECLINE_EXPONENT;
}

/** Share of a customer's own normal that is left on a day, side by side. */
export function vigourOn({ outcome, setback }: Latent, day: number): WorldHealth {
  const lasting = declineFactor(outcome, day);
  const passing = setback !== null && day >= setback.from && day <= setback.to ? setback.factor : 1;
  const left = (side: keyof WorldHealth) => {
    const decline = outcome.cause === null ? 1 : 1 - EXPOSURE[outcome.cause][side] * (1 - lasting);
    return setback === null ? decline : decline * (1 - EXPOSURE[setback.cause][side] * (1 - passing));
  };
  return { product: left('product'), relationship: left('relationship'), value: left('value') };
}

/** Latent health on a day: how well the product suits the customer, times what is left of it. */
export function healthOn(latent: Latent, day: number): WorldHealth {
  const { product, relationship, value } = vigourOn(latent, day);
  const { sides } = latent.fit;
  return {
    product: sides.product * product,
    relationship: sides.relationship * relationship,
    value: sides.value * value,
  };
}
