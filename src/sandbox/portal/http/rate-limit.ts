import { PortalError } from './errors.ts';

/** How many requests happened in the last `intervalMs`. */
class RollingWindow {
  readonly max: number;
  readonly intervalMs: number;
  #times: number[] = [];

  constructor(max: number, intervalMs: number) {
    this.max = max;
    this.intervalMs = intervalMs;
  }

  /** Counts a request unless the window is full; returns how many are left, or null when refused. */
  take(now: number): number | null {
    const start = now - this.intervalMs;
    const expired = this.#times.findIndex((time) => time > start);
    this.#times = expired === -1 ? [] : this.#times.slice(expired);
    if (this.#times.length >= this.max) return null;
    this.#times.push(now);
    return this.max - this.#times.length;
  }
}

export interface LimitOptions {
  readonly burst: { readonly max: number; readonly intervalMs: number };
  /** Searches a second; null: no limit. */
  readonly searchPerSecond: number | null;
  /** Requests a UTC day; null: no limit. */
  readonly daily: number | null;
}

const DAY_MS = 86_400_000;

export function dailyLimitReached(): PortalError {
  return new PortalError(429, {
    message: 'You have reached your daily limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'DAILY',
  });
}

/** The three allowances of a portal. Clocks in milliseconds: `monotonic` for windows, `wall` for the day. */
export class RateLimiter {
  readonly #options: LimitOptions;
  readonly #portalId: number;
  readonly #bursts = new Map<string, RollingWindow>();
  readonly #search: RollingWindow | null;
  #day = -1;
  #today = 0;

  constructor(options: LimitOptions, portalId: number) {
    this.#options = options;
    this.#portalId = portalId;
    this.#search =
      options.searchPerSecond === null ? null : new RollingWindow(options.searchPerSecond, 1_000);
  }

  /** Requests counted today and the day they belong to. */
  usage(wall: number): { readonly used: number; readonly limit: number | null; readonly resetsAt: number } {
    const day = Math.floor(wall / DAY_MS);
    const used = day === this.#day ? this.#today : 0;
    return { used, limit: this.#options.daily, resetsAt: (day + 1) * DAY_MS };
  }

  #takeDaily(wall: number): number | null {
    const { used, limit } = this.usage(wall);
    if (limit !== null && used >= limit) {
      throw dailyLimitReached();
    }
    this.#day = Math.floor(wall / DAY_MS);
    this.#today = used + 1;
    return limit === null ? null : limit - this.#today;
  }

  /** Counts a search. Its answers carry no headers about limits. @throws PortalError 429 */
  takeSearch(monotonic: number, wall: number): void {
    if (this.#search?.take(monotonic) === null) {
      throw new PortalError(429, {
        message: 'You have reached your secondly limit.',
        errorType: 'RATE_LIMIT',
      });
    }
    this.#takeDaily(wall);
  }

  /**
   * Counts any other request of an app and returns the headers about its limits. Only private apps see the
   * daily ones.
   *
   * @throws PortalError 429
   */
  take(
    app: { readonly kind: 'private-app' | 'oauth'; readonly appId: number },
    monotonic: number,
    wall: number,
  ): Record<string, string> {
    const { max, intervalMs } = this.#options.burst;
    const key = `${app.kind}:${app.appId}`;
    const window = this.#bursts.get(key) ?? new RollingWindow(max, intervalMs);
    this.#bursts.set(key, window);
    const remaining = window.take(monotonic);
    if (remaining === null) {
      const group =
        app.kind === 'private-app' ? 'private_app-api-calls-ten-secondly' : 'app-api-calls-ten-secondly';
      throw new PortalError(429, {
        message: 'You have reached your ten_secondly_rolling limit.',
        errorType: 'RATE_LIMIT',
        policyName: 'TEN_SECONDLY_ROLLING',
        groupName: `publicapi:${group}:${app.appId}:${this.#portalId}`,
      });
    }
    const left = this.#takeDaily(wall);
    const secondly = Math.ceil(max / 10);
    return {
      'x-hubspot-ratelimit-interval-milliseconds': String(intervalMs),
      'x-hubspot-ratelimit-max': String(max),
      'x-hubspot-ratelimit-remaining': String(remaining),
      'x-hubspot-ratelimit-secondly': String(secondly),
      'x-hubspot-ratelimit-secondly-remaining': String(Math.max(0, secondly - 1)),
      ...(app.kind === 'private-app' &&
        left !== null && {
          'x-hubspot-ratelimit-daily': String(this.#options.daily),
          'x-hubspot-ratelimit-daily-remaining': String(left),
        }),
    };
  }
}
