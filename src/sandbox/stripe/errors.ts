import { jsonReply, type Reply } from '../http/reply.ts';

/** An error as the API words it. */
export interface StripeError {
  readonly status: number;
  readonly error: {
    readonly type: 'invalid_request_error' | 'api_error';
    readonly message: string;
    readonly code?: string;
    readonly param?: string;
  };
}

export function invalidRequest(
  message: string,
  details: { readonly code?: string; readonly param?: string; readonly status?: number } = {},
): StripeError {
  const { status = 400, ...rest } = details;
  return { status, error: { type: 'invalid_request_error', message, ...rest } };
}

export function isStripeError(value: object): value is StripeError {
  return 'error' in value && 'status' in value;
}

/** What the API answers to a fault of its own or too many requests; both may be tried again. */
export function serverError(status: number): StripeError {
  if (status === 429) {
    return invalidRequest('Request rate limit exceeded.', { status, code: 'rate_limit' });
  }
  return { status, error: { type: 'api_error', message: 'An unknown error occurred.' } };
}

export function errorReply({ status, error }: StripeError): Reply {
  const retry = status === 429 || status >= 500;
  return jsonReply(status, { error }, { 'stripe-should-retry': String(retry) });
}
