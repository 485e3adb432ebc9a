/** A clock that only moves when everything that can happen now has happened. */
export class VirtualTime {
  #now = 0;
  #timers: { readonly at: number; readonly resolve: () => void }[] = [];

  readonly clock = (): number => this.#now;

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.#timers.push({ at: this.#now + ms, resolve });
    });

  /** Runs until nobody sleeps any more, or until `until`. */
  async run(until = Number.POSITIVE_INFINITY): Promise<void> {
    for (;;) {
      await settle();
      this.#timers.sort((a, b) => a.at - b.at);
      const next = this.#timers[0];
      if (next === undefined || next.at > until) return;
      this.#timers.shift();
      this.#now = next.at;
      next.resolve();
    }
  }
}

/** Lets every promise that can settle do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
