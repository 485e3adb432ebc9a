/** A request that may still count against a rolling window. */
export interface Slot {
  /** Until then the server may still count it. */
  releaseAt: number;
}

/**
 * Time between our sending a request and HubSpot counting it that we plan for at first. A slot is given back one
 * interval after the answer, or after this long where the answer takes longer; without that bound the time an
 * answer takes would be lost from the allowance (10 s + 0.25 s: 97.6 % of it is reached whatever the latency).
 */
export const FIRST_TRANSIT_MS = 250;
/** Beyond this, the answer is practically always there first. */
const MAX_TRANSIT_MS = 8000;

/**
 * A rolling window seen from the client's side. The server counts a request at an unknown moment between sending
 * and answer; a slot is therefore held from sending until `interval` after the latest such moment, so that no
 * window of `interval` at the server ever holds more than `max` of our requests.
 */
export class SlidingWindow {
  #max: number;
  #intervalMs: number;
  #slots: Slot[] = [];
  #taken = 0;
  #transitMs = FIRST_TRANSIT_MS;

  constructor(max: number, intervalMs: number) {
    this.#max = max;
    this.#intervalMs = intervalMs;
  }

  get max(): number {
    return this.#max;
  }

  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** Requests sent since the beginning. */
  get taken(): number {
    return this.#taken;
  }

  /** Takes over what the server says the allowance is. */
  resize(max: number, intervalMs: number): void {
    this.#max = max;
    this.#intervalMs = intervalMs;
  }

  /** The server counted more than we did: requests take longer to get there than planned for. */
  widen(): void {
    this.#transitMs = Math.min(MAX_TRANSIT_MS, this.#transitMs * 2);
  }

  /** Slots that may still count at `now`. */
  held(now: number): number {
    this.#slots = this.#slots.filter((slot) => slot.releaseAt > now);
    return this.#slots.length;
  }

  /** Milliseconds until a slot is free; 0 when one is. */
  waitMs(now: number): number {
    const excess = this.held(now) - this.#max;
    if (excess < 0) return 0;
    const releases = this.#slots.map((slot) => slot.releaseAt).sort((a, b) => a - b);
    return (releases[excess] ?? now) - now;
  }

  take(now: number): Slot {
    const slot = { releaseAt: now + this.#transitMs + this.#spanMs() };
    this.#slots.push(slot);
    this.#taken += 1;
    return slot;
  }

  /** The answer is here, so the server has counted the request by now. */
  answered(slot: Slot, now: number): void {
    slot.releaseAt = Math.min(slot.releaseAt, now + this.#spanMs());
  }

  /** Makes room for requests of others that the server counted beside ours. */
  block(count: number, now: number): void {
    for (let index = 0; index < count; index += 1) {
      this.#slots.push({ releaseAt: now + this.#spanMs() });
    }
  }

  /** A millisecond more, in case the server counts both ends of its window. */
  #spanMs(): number {
    return this.#intervalMs + 1;
  }
}
