/** How much longer than its interval a slot may be held on average: at 10 s, 97.6 % of the allowance is reached whatever the latency. */
export const TRANSIT_BUDGET_MS = 250;
/** Beyond this, the answer is practically always there first. */
const MAX_TRANSIT_MS = 8000;
/** Answers looked back on. */
const MEMORY = 100;

/**
 * The longest time between our sending a request and HubSpot counting it that is planned for. Until an answer is here
 * nobody knows whether its request is still on the way or counted and being worked on, and holding every slot until its
 * answer would cost the allowance whatever answers take. So as much doubt is allowed for as fits into a fixed
 * budget: where answers are quick, a request that a stalled machine or network delays by seconds is waited for; where
 * all are slow, HubSpot's own work is what takes the time, and only the budget is.
 */
export class TransitEstimate {
  #latencies: number[] = [];
  /** Learned from refusals: it took at least this long. */
  #leastMs = 0;
  #ms = MAX_TRANSIT_MS;

  /** Milliseconds. */
  get ms(): number {
    return Math.max(this.#ms, this.#leastMs);
  }

  /** An answer took so many milliseconds. */
  saw(latencyMs: number): void {
    this.#latencies.push(latencyMs);
    if (this.#latencies.length > MEMORY) this.#latencies.shift();
    this.#ms = this.#longestWithin();
  }

  /** What was planned for was too short. */
  widen(): void {
    this.#leastMs = Math.min(MAX_TRANSIT_MS, Math.max(TRANSIT_BUDGET_MS, this.#leastMs) * 2);
  }

  /** The longest time for which slots held for it, or until their answer if that is sooner, stay within the budget on average. */
  #longestWithin(): number {
    const ascending = this.#latencies.toSorted((left, right) => left - right);
    let left = TRANSIT_BUDGET_MS * ascending.length;
    for (const [index, latency] of ascending.entries()) {
      const longer = ascending.length - index;
      if (latency * longer > left) return Math.min(MAX_TRANSIT_MS, left / longer);
      left -= latency;
    }
    return MAX_TRANSIT_MS;
  }
}
