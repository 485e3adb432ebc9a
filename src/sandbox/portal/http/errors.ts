import { randomUUID } from 'node:crypto';

/** One entry of the `errors` array of HubSpot's error envelope. */
export interface ErrorDetail {
  readonly message: string;
  readonly code?: string;
  readonly in?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly subCategory?: string;
}

export interface ErrorBody {
  /** Absent where the real API leaves it out (numeric unknown record ids, rate limits). */
  readonly category?: string;
  readonly message: string;
  readonly errors?: readonly ErrorDetail[];
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly subCategory?: string;
  /** Replaces `error` in the envelope; only the OAuth endpoints do that. */
  readonly status?: string;
  /** Rate limits say this instead of a category. */
  readonly errorType?: string;
  readonly policyName?: string;
  readonly groupName?: string;
}

/** An answer that is an error: thrown by handlers, sent by the server in HubSpot's envelope. */
export class PortalError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = 'PortalError';
    this.status = status;
    this.body = body;
  }
}

/** The envelope around every error; `correlationId` is a fresh uuid. */
export function errorEnvelope(body: object): Record<string, unknown> {
  return { status: 'error', ...body, correlationId: randomUUID() };
}

export function validationError(message: string, errors?: readonly ErrorDetail[]): PortalError {
  return new PortalError(400, { message, ...(errors && { errors }), category: 'VALIDATION_ERROR' });
}

/** A numeric id that no record has: the real answer carries no category. */
export function recordNotFound(): PortalError {
  return new PortalError(404, { message: 'resource not found' });
}

export function objectNotFound(message: string): PortalError {
  return new PortalError(404, { message, category: 'OBJECT_NOT_FOUND' });
}

export function conflict(message: string, category = 'CONFLICT'): PortalError {
  return new PortalError(409, { message, category });
}
