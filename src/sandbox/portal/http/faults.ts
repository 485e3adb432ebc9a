/** What goes wrong with a request. */
export type Fault =
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503 }
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection breaks before the request is looked at. */
  | { readonly kind: 'drop-before' }
  /** The request is done, but its answer never arrives. */
  | { readonly kind: 'drop-after' }
  /** The request is done, but its answer breaks off half way. */
  | { readonly kind: 'truncate' }
  /** Answered with the error that says so; nothing is done. */
  | { readonly kind: 'expired-token' | 'daily-limit' | 'locked' };

/** Faults to choose from. The last three happen only when asked for: they are states of a portal, not accidents. */
export const FAULT_KINDS = [
  'status-500',
  'status-502',
  'status-503',
  'delay',
  'drop-before',
  'drop-after',
  'truncate',
  'expired-token',
  'daily-limit',
  'locked',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultOptions {
  /** Share of requests (0–1) that go wrong. */
  readonly rate: number;
  /** Decides which. */
  readonly seed: number;
  /** Kinds to choose from; all accidents by default. */
  readonly kinds?: readonly FaultKind[];
}

const ACCIDENTS: readonly FaultKind[] = FAULT_KINDS.slice(0, 7);
const LONGEST_DELAY_MS = 400;

/** A small seeded generator (mulberry32): numbers from 0 to 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function faultOf(kind: FaultKind, amount: number): Fault {
  switch (kind) {
    case 'status-500':
      return { kind: 'status', status: 500 };
    case 'status-502':
      return { kind: 'status', status: 502 };
    case 'status-503':
      return { kind: 'status', status: 503 };
    case 'delay':
      return { kind: 'delay', ms: Math.round(amount * LONGEST_DELAY_MS) };
    default:
      return { kind };
  }
}

/** Decides request by request whether something goes wrong; the same seed gives the same sequence. */
export function faultSource(options: FaultOptions | null | undefined): () => Fault | null {
  if (!options || options.rate <= 0) return () => null;
  const kinds = options.kinds ?? ACCIDENTS;
  const random = generator(options.seed);
  return () => {
    // Three draws a request, so that the sequence does not depend on the rate.
    const [hit, choice, amount] = [random(), random(), random()];
    const kind = kinds[Math.floor(choice * kinds.length)];
    return hit < options.rate && kind !== undefined ? faultOf(kind, amount) : null;
  };
}

/** The portal's faults, which can be changed while it runs. */
export class FaultSwitch {
  #next: () => Fault | null;

  constructor(options: FaultOptions | undefined) {
    this.#next = faultSource(options);
  }

  /** A new sequence from its start; null: nothing goes wrong any more. */
  set(options: FaultOptions | null): void {
    this.#next = faultSource(options);
  }

  next(): Fault | null {
    return this.#next();
  }
}
