import { Random } from '../world/random.ts';

/**
 * `error`: answered with a 5xx · `rate-limit`: answered with a 429 · `drop`: the connection is cut before an
 * answer · `truncate`: cut in the middle of the body · `latency`: answered late.
 */
export const FAULT_KINDS = ['error', 'rate-limit', 'drop', 'truncate', 'latency'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultOptions {
  readonly seed: number;
  /** Share of requests that meet a fault, 0–1. */
  readonly rate: number;
  /** Kinds to choose from; all by default. */
  readonly kinds?: readonly FaultKind[];
  /** Longest delay of a `latency` fault; 250 by default. */
  readonly maxLatencyMs?: number;
}

export interface Fault {
  readonly kind: FaultKind;
  /** Status of an `error` fault. */
  readonly status: 500 | 502 | 503 | 504;
  readonly delayMs: number;
  /** Share of the body that a `truncate` fault lets through. */
  readonly share: number;
}

/** The fault that a request meets, if any. */
export type FaultSource = (requestKey: string) => Fault | null;

/**
 * Decides faults from the seed, the request and how often it was made before. So the same requests meet the same
 * faults in every run, in whatever order they arrive, and a request that is tried again can succeed.
 */
export function createFaults(options: FaultOptions | undefined): FaultSource {
  if (options === undefined) return () => null;
  const { seed, rate, kinds = FAULT_KINDS, maxLatencyMs = 250 } = options;
  const seen = new Map<string, number>();
  return (requestKey) => {
    const times = seen.get(requestKey) ?? 0;
    seen.set(requestKey, times + 1);
    const random = new Random(seed, times, ...Buffer.from(requestKey));
    if (!random.chance(rate)) return null;
    return {
      kind: random.pick(kinds),
      status: random.pick([500, 502, 503, 504] as const),
      delayMs: Math.round(random.uniform(0, maxLatencyMs)),
      share: random.uniform(0.05, 0.95),
    };
  };
}
