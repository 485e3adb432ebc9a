/**
 * The error codes of the product. Every expected failure is an {@link AppError} with one of these codes, so
 * that callers decide by code and never by message text.
 *
 * `retriable`: whether doing the same thing again later can help. `exitCode`: what the command line ends with
 * (1 failed, 2 bad input or configuration). `httpStatus`: what the service answers.
 */
export const ERROR_CODES = {
  'input-invalid': { retriable: false, exitCode: 2, httpStatus: 400 },
  'config-invalid': { retriable: false, exitCode: 2, httpStatus: 500 },
  'model-invalid': { retriable: false, exitCode: 2, httpStatus: 500 },
  'not-found': { retriable: false, exitCode: 2, httpStatus: 404 },
  unauthorized: { retriable: false, exitCode: 1, httpStatus: 401 },
  forbidden: { retriable: false, exitCode: 1, httpStatus: 403 },
  'rate-limited': { retriable: true, exitCode: 1, httpStatus: 429 },
  'upstream-unavailable': { retriable: true, exitCode: 1, httpStatus: 502 },
  'upstream-invalid': { retriable: true, exitCode: 1, httpStatus: 502 },
  'upstream-rejected': { retriable: false, exitCode: 1, httpStatus: 502 },
  'store-locked': { retriable: false, exitCode: 1, httpStatus: 503 },
  'store-failed': { retriable: true, exitCode: 1, httpStatus: 503 },
  cancelled: { retriable: true, exitCode: 1, httpStatus: 503 },
  internal: { retriable: false, exitCode: 1, httpStatus: 500 },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface AppErrorOptions {
  /** The error underneath, kept for logs. */
  readonly cause?: unknown;
  /** Facts for machines: ids, paths, status codes. Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Milliseconds the other side asked us to wait before trying again. */
  readonly retryAfterMs?: number;
}

/** An expected failure: what failed, why and what to do next in the message; decisions by `code`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
    this.retryAfterMs = options.retryAfterMs;
  }

  get retriable(): boolean {
    return ERROR_CODES[this.code].retriable;
  }

  get exitCode(): number {
    return ERROR_CODES[this.code].exitCode;
  }

  get httpStatus(): number {
    return ERROR_CODES[this.code].httpStatus;
  }
}

/** Any thrown value as an {@link AppError}; unknown ones become `internal` with the original as cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('internal', message, { cause: error });
}
