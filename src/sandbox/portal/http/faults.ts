/** What goes wrong with a request. */
export type Fault =
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503 }
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection breaks before the request is looked at. */
  | { readonly kind: 'drop-before' }
  /** The request is done, but its answer never arrives. */
  | { readonly kind: 'drop-after' }
  /** The request is done, but its answer breaks off half way. */
  | { readonly kind: 'truncate' };

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

function faultOf(choice: number, amount: number): Fault {
  switch (Math.floor(choice * 7)) {
    case 0:
      return { kind: 'status', status: 500 };
    case 1:
      return { kind: 'status', status: 502 };
    case 2:
      return { kind: 'status', status: 503 };
    case 3:
      return { kind: 'delay', ms: Math.round(amount * LONGEST_DELAY_MS) };
    case 4:
      return { kind: 'drop-before' };
    case 5:
      return { kind: 'drop-after' };
    default:
      return { kind: 'truncate' };
  }
}

/** Decides request by request whether something goes wrong; the same seed gives the same sequence. */
export function faultSource(
  options: { readonly rate: number; readonly seed: number } | undefined,
): () => Fault | null {
  if (!options || options.rate <= 0) return () => null;
  const random = generator(options.seed);
  return () => {
    // Three draws a request, so that the sequence does not depend on the rate.
    const [hit, choice, amount] = [random(), random(), random()];
    return hit < options.rate ? faultOf(choice, amount) : null;
  };
}
