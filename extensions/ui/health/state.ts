import { type Localised } from '../../../src/model/bands.ts';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { parseBreakdown } from './breakdown.ts';
import { plainHealth, type PlainHealth, type Properties } from './properties.ts';

/** What HubSpot's property hook says at the moment. */
export interface PropertiesReading {
  readonly properties: Properties;
  readonly error: Error | null;
  readonly isLoading: boolean;
  readonly isRefetching: boolean;
}

/** A source that does not deliver, as the breakdown has it. */
export interface SourceProblem {
  readonly id: string;
  readonly status: 'error' | 'disconnected';
  readonly fetchedAt: string | null;
  readonly reason: Localised | string | null;
}

export interface ScoredState {
  readonly kind: 'scored';
  readonly plain: PlainHealth;
  /** null when there is none that can be read. */
  readonly detail: HealthBreakdown | null;
  /** There is a breakdown and it cannot be read. */
  readonly detailUnreadable: boolean;
  /** Too little of the model had data; no band is published on it. */
  readonly provisional: boolean;
  readonly stale: boolean;
  readonly sourceProblems: readonly SourceProblem[];
}

/** What the card shows. Every other kind than `scored` replaces the whole card. */
export type CardState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-customer' }
  | { readonly kind: 'never-scored' }
  | ScoredState;

/** A nightly score that is missing twice is stale. */
export const STALE_AFTER_MS = 48 * 3_600_000;

/**
 * HubSpot's default lifecycle stages of companies that are no customers, and none at all. Accounts may add their own,
 * which say nothing here.
 */
const OTHER_STAGES = [
  '',
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'other',
];

/** Which state the card is in. `now`: milliseconds since the epoch. */
export function cardState(reading: PropertiesReading, now: number): CardState {
  const { properties, error, isLoading, isRefetching } = reading;
  const nothingYet = Object.keys(properties).length === 0;
  if (isLoading || (isRefetching && nothingYet)) return { kind: 'loading' };
  if (error !== null && nothingYet) return { kind: isForbidden(error) ? 'forbidden' : 'failed' };
  const plain = plainHealth(properties);
  if (plain.scoredAt === null)
    return { kind: isNotYetCustomer(properties) ? 'not-customer' : 'never-scored' };
  const detail = parseBreakdown(properties['health_breakdown']);
  return {
    kind: 'scored',
    plain,
    detail,
    detailUnreadable: detail === null && Boolean(properties['health_breakdown']),
    provisional: detail?.result.provisional ?? false,
    stale: now - plain.scoredAt > STALE_AFTER_MS,
    sourceProblems: detail === null ? [] : sourceProblems(detail),
  };
}

function isNotYetCustomer(properties: Properties): boolean {
  return OTHER_STAGES.includes(properties['lifecyclestage'] ?? '');
}

/** HubSpot tells the reason of a failed read in the message only. */
function isForbidden(error: Error): boolean {
  return /\b40[13]\b|permission|forbidden|unauthori[sz]ed|not authori[sz]ed/i.test(error.message);
}

function sourceProblems(detail: HealthBreakdown): SourceProblem[] {
  return Object.entries(detail.sources).flatMap(([id, { status, fetchedAt, reason }]) =>
    status === 'error' || status === 'disconnected' ? [{ id, status, fetchedAt, reason }] : [],
  );
}
