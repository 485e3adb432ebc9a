/**
 * Spreads batch work evenly over the window (generic cell rate algorithm). A burst would empty the window at once and
 * leave interactive requests waiting for up to a whole interval; HubSpot's secondly header (a tenth of the
 * ten-secondly one) is respected by the same means.
 */
export class Pacer {
  #theoreticalAt = 0;

  /** Milliseconds until the next batch request may go; `stepMs` is the even distance, `burst` how many may go at once. */
  waitMs(now: number, stepMs: number, burst: number): number {
    return Math.max(0, this.#theoreticalAt - now - stepMs * (burst - 1));
  }

  take(now: number, stepMs: number): void {
    this.#theoreticalAt = Math.max(now, this.#theoreticalAt) + stepMs;
  }
}
