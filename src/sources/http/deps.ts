/** What every source gets passed in besides its configuration, so that tests decide about network and time. */
export interface SourceDeps {
  readonly fetch?: typeof fetch;
  /** Waits this many milliseconds; rejects when the signal aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 (inclusive) to 1 (exclusive), for the jitter of retries. */
  readonly random?: () => number;
  /** Told about things a person may want to know while a pull goes on. Never gets secrets. */
  readonly log?: (message: string, details?: Readonly<Record<string, unknown>>) => void;
}
