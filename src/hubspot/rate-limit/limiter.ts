import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type Clock, type Sleep } from '../time.ts';
import { allowanceFrom } from './headers.ts';
import { Pacer } from './pacer.ts';
import { SlidingWindow, type Slot } from './sliding-window.ts';

export type Priority = 'interactive' | 'batch';

/** Which limit a refused request ran into. */
export type LimitPolicy = 'ten-secondly' | 'secondly' | 'daily';

export interface Refusal {
  readonly policy: LimitPolicy;
  /** Whether a CRM search was refused. */
  readonly search: boolean;
  readonly retryAfterMs: number | null;
}

/** Leave to send one request. */
export interface Ticket {
  /** To be called once, when the answer (or its failure: null) is here. */
  answered(headers: Headers | null): void;
}

/** Shares one portal's allowance between everything this process sends there. */
export interface RateLimiter {
  /** Waits for leave to send. Throws `rate-limited` at once while the wait would be long (daily allowance). */
  acquire(options: { readonly priority: Priority; readonly search: boolean }): Promise<Ticket>;
  /** HubSpot answered 429: nothing more is sent before `retryAfterMs`, or for a while that grows with each 429 in a row. */
  refused(refusal: Refusal): void;
}

export interface RateLimiterOptions {
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Allowance assumed until HubSpot states it. */
  readonly max?: number;
  readonly intervalMs?: number;
}

const DEFAULT_MAX = 100;
const DEFAULT_INTERVAL_MS = 10_000;
/** CRM search: 5 requests a second for the whole account, stated in no header. */
const SEARCH_MAX = 5;
const SEARCH_INTERVAL_MS = 1000;
/** The daily allowance resets at midnight in the portal's time zone, which we do not know: ask again this often. */
const DAILY_RETRY_MS = 10 * 60_000;
const FIRST_PAUSE_MS = 1000;
/** Asked to wait longer than this, we fail at once, so that the caller can plan the work for later. */
export const MAX_PAUSE_MS = 60_000;
const BURST_SHARE = 0.1;
/** Batch work is spread a little closer than evenly, so that what a stalled machine left unused is made up for. */
const CATCH_UP = 0.95;

interface Waiting {
  readonly priority: Priority;
  readonly search: boolean;
  readonly grant: (ticket: Ticket) => void;
  readonly refuse: (error: AppError) => void;
}

/**
 * A limiter that learns the allowance from the headers of the answers. Use one per portal and process; requests
 * of other processes on the same app show up in the headers and are made room for.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  return new PortalLimiter(options);
}

class PortalLimiter implements RateLimiter {
  readonly #clock: Clock;
  readonly #sleep: Sleep;
  readonly #general: SlidingWindow;
  readonly #search = new SlidingWindow(SEARCH_MAX, SEARCH_INTERVAL_MS);
  readonly #pacer = new Pacer();
  #waiting: Waiting[] = [];
  #pausedUntil = 0;
  /** Pauses in a row, with nothing but 429 in between. */
  #pauses = 0;
  #searchPausedUntil = 0;
  #stoppedUntil = 0;
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(options: RateLimiterOptions) {
    this.#clock = options.clock;
    this.#sleep = options.sleep;
    this.#general = new SlidingWindow(options.max ?? DEFAULT_MAX, options.intervalMs ?? DEFAULT_INTERVAL_MS);
  }

  acquire({ priority, search }: { priority: Priority; search: boolean }): Promise<Ticket> {
    return new Promise((grant, refuse) => {
      this.#waiting.push({ priority, search, grant, refuse });
      this.#pump();
    });
  }

  refused({ policy, search, retryAfterMs }: Refusal): void {
    const now = this.#clock();
    const until = now + (retryAfterMs ?? this.#pauseMs(policy, now));
    if (until - now > MAX_PAUSE_MS) this.#stoppedUntil = Math.max(this.#stoppedUntil, until);
    else if (policy === 'secondly' && search)
      this.#searchPausedUntil = Math.max(this.#searchPausedUntil, until);
    else this.#pausedUntil = Math.max(this.#pausedUntil, until);
    this.#pump();
  }

  /**
   * Since batch work is spread evenly, a short pause frees slots; only when that does not help is a whole window
   * waited for. Requests under way at the first 429 fail with it and are no sign of a longer wait.
   */
  #pauseMs(policy: LimitPolicy, now: number): number {
    if (policy === 'daily') return DAILY_RETRY_MS;
    if (policy === 'secondly') return SEARCH_INTERVAL_MS;
    if (now >= this.#pausedUntil) {
      this.#pauses += 1;
      this.#general.widen();
    }
    return Math.min(this.#general.intervalMs, FIRST_PAUSE_MS * 2 ** (this.#pauses - 1));
  }

  /** Lets go whatever may go now, interactive first, and wakes up for the next. */
  #pump(): void {
    const now = this.#clock();
    if (now < this.#stoppedUntil) {
      const refused = this.#waiting.splice(0);
      for (const each of refused) each.refuse(allowanceUsedUp(this.#stoppedUntil - now));
      return;
    }
    for (;;) {
      const next = this.#next(now);
      if (next === null) return;
      if (next.waitMs > 0) {
        this.#wake(now + next.waitMs);
        return;
      }
      this.#waiting.splice(this.#waiting.indexOf(next.waiting), 1);
      next.waiting.grant(this.#ticket(next.waiting, now));
    }
  }

  /** Who may go first among the oldest of each kind; on a tie interactive before batch, then the older. */
  #next(now: number): { waiting: Waiting; waitMs: number } | null {
    const oldest = [true, false].flatMap((interactive) =>
      [true, false].map((search) =>
        this.#waiting.findIndex(
          (each) => (each.priority === 'interactive') === interactive && each.search === search,
        ),
      ),
    );
    const candidates = oldest.flatMap((index) => {
      const waiting = this.#waiting[index];
      if (waiting === undefined) return [];
      const rank = waiting.priority === 'interactive' ? 0 : 1;
      return [{ waiting, index, rank, waitMs: this.#waitMs(waiting, now) }];
    });
    candidates.sort((a, b) => a.waitMs - b.waitMs || a.rank - b.rank || a.index - b.index);
    return candidates[0] ?? null;
  }

  #waitMs({ priority, search }: Waiting, now: number): number {
    const waits = [this.#general.waitMs(now), this.#pausedUntil - now];
    if (search) waits.push(this.#search.waitMs(now), this.#searchPausedUntil - now);
    if (priority === 'batch') waits.push(this.#pacer.waitMs(now, this.#stepMs(), this.#burst()));
    // Whole milliseconds: a fraction too small to move the clock would be waited for without end.
    return Math.max(0, ...waits.map(Math.ceil));
  }

  #stepMs(): number {
    return (this.#general.intervalMs / this.#general.max) * CATCH_UP;
  }

  #burst(): number {
    return Math.max(1, Math.floor(this.#general.max * BURST_SHARE));
  }

  #wake(at: number): void {
    if (at >= this.#wakeAt) return;
    this.#wakeAt = at;
    void this.#sleep(Math.max(0, Math.ceil(at - this.#clock()))).then(() => {
      if (this.#wakeAt === at) this.#wakeAt = Number.POSITIVE_INFINITY;
      this.#pump();
    });
  }

  #ticket({ priority, search }: Waiting, now: number): Ticket {
    const window = this.#general;
    const heldBefore = window.held(now);
    const takenBefore = window.taken;
    const slot = window.take(now);
    const searchSlot = search ? this.#search.take(now) : null;
    if (priority === 'batch') this.#pacer.take(now, this.#stepMs());
    return {
      answered: (headers) => {
        this.#answered(slot, searchSlot, headers, () => heldBefore + window.taken - takenBefore);
      },
    };
  }

  #answered(slot: Slot, searchSlot: Slot | null, headers: Headers | null, mostOfOurs: () => number): void {
    const now = this.#clock();
    this.#general.answered(slot, now);
    if (searchSlot !== null) this.#search.answered(searchSlot, now);
    if (headers !== null && now >= this.#pausedUntil) this.#pauses = 0;
    const allowance = headers === null ? null : allowanceFrom(headers);
    if (allowance !== null) {
      this.#general.resize(allowance.max, allowance.intervalMs);
      if (allowance.remaining !== null) {
        // What the server counted beyond the most that can be ours was sent by others with the same token.
        const others = allowance.max - allowance.remaining - mostOfOurs();
        if (others > 0) this.#general.block(others, now);
      }
    }
    this.#pump();
  }
}

function allowanceUsedUp(retryAfterMs: number): AppError {
  return new AppError('rate-limited', say('hubspot.allowance'), { retryAfterMs });
}
