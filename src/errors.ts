import { type Locale } from './model/bands.ts';
import { type Message, messageText, say } from './model/messages/message.ts';

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

/**
 * An expected failure: what failed, why and what to do next; decisions by `code`. Its message is English, for logs and the
 * command line. Whatever can reach people in HubSpot is a {@link Message}, which they read in their language; of a plain
 * text, which is for whoever runs Pulso, they read in Spanish only what its code says.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterMs: number | undefined;
  readonly said: Message;

  constructor(code: ErrorCode, said: Message | string, options: AppErrorOptions = {}) {
    super(
      typeof said === 'string' ? said : messageText(said, 'en'),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'AppError';
    this.code = code;
    this.said =
      typeof said === 'string'
        ? say('as', { text: { en: said, es: messageText(say(`general.${code}`), 'es') } })
        : said;
    this.details = options.details ?? {};
    this.retryAfterMs = options.retryAfterMs;
  }

  textIn(locale: Locale): string {
    return messageText(this.said, locale);
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
