/** Takes one request from an allowance; false when there is none left. */
export interface RateLimiter {
  take(): boolean;
}

/** At most `limit` requests in any `windowMs`. */
export function createRateLimiter(limit: number, windowMs: number, now: () => number): RateLimiter {
  const times: number[] = [];
  return {
    take() {
      const instant = now();
      while (times.length > 0 && (times[0] ?? 0) <= instant - windowMs) times.shift();
      if (times.length >= limit) return false;
      times.push(instant);
      return true;
    },
  };
}

/** Requests under way at once. */
export interface ConcurrencyLimiter {
  /** A function that gives the place back, or null when all places are taken. */
  enter(): (() => void) | null;
}

export function createConcurrencyLimiter(places: number): ConcurrencyLimiter {
  let taken = 0;
  return {
    enter() {
      if (taken >= places) return null;
      taken += 1;
      let inside = true;
      return () => {
        if (inside) taken -= 1;
        inside = false;
      };
    },
  };
}
