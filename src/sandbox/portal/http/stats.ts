/** Counts what the server did. */
export class TrafficCounter {
  #requests = 0;
  #faults = 0;
  readonly #byStatus = new Map<number, number>();
  readonly #byRoute = new Map<string, number>();

  count(route: string | null, status: number): void {
    this.#requests += 1;
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
    if (route !== null) this.#byRoute.set(route, (this.#byRoute.get(route) ?? 0) + 1);
  }

  countFault(): void {
    this.#faults += 1;
  }

  snapshot() {
    return {
      requests: this.#requests,
      byStatus: Object.fromEntries(this.#byStatus),
      byRoute: Object.fromEntries(this.#byRoute),
      rateLimited: this.#byStatus.get(429) ?? 0,
      faults: this.#faults,
    };
  }
}
