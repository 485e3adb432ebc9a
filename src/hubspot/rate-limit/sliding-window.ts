import { TransitEstimate } from './transit-estimate.ts';

/** A request that may still count against a rolling window. */
export interface Slot {
  readonly sentAt: number;
  /** By then the server has counted it; infinity while there is no answer. */
  answeredAt: number;
}

/**
 * A rolling window seen from the client's side. The server counts a request at an unknown moment between sending
 * and answer; a slot is therefore held from sending until `interval` after the latest such moment that is likely
 * (see {@link TransitEstimate}), so that no window of `interval` at the server ever holds more than `max` of our requests.
 */
export class SlidingWindow {
  readonly #transit = new TransitEstimate();
  #max: number;
  #intervalMs: number;
  #slots: Slot[] = [];
  #taken = 0;

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
    this.#transit.widen();
  }

  /** Slots that may still count at `now`. */
  held(now: number): number {
    this.#slots = this.#slots.filter((slot) => this.#releaseAt(slot) > now);
    return this.#slots.length;
  }

  /** Milliseconds until a slot is free; 0 when one is. */
  waitMs(now: number): number {
    const excess = this.held(now) - this.#max;
    if (excess < 0) return 0;
    const releases = this.#slots.map((slot) => this.#releaseAt(slot)).sort((a, b) => a - b);
    return (releases[excess] ?? now) - now;
  }

  take(now: number): Slot {
    const slot = { sentAt: now, answeredAt: Number.POSITIVE_INFINITY };
    this.#slots.push(slot);
    this.#taken += 1;
    return slot;
  }

  /** The answer is here, so the server has counted the request by now. */
  answered(slot: Slot, now: number): void {
    slot.answeredAt = now;
    this.#transit.saw(now - slot.sentAt);
  }

  /** Makes room for requests of others that the server counted beside ours. */
  block(count: number, now: number): void {
    for (let index = 0; index < count; index += 1) this.#slots.push({ sentAt: now, answeredAt: now });
  }

  /** A millisecond more, in case the server counts both ends of its window. */
  #releaseAt({ sentAt, answeredAt }: Slot): number {
    return Math.min(sentAt + this.#transit.ms, answeredAt) + this.#intervalMs + 1;
  }
}
