import { type RequestHandler } from 'express';

export interface ObservedRequest {
  readonly method: string;
  /** The route's pattern, never the address: ids and tokens stay out of metrics and logs. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}
export type ObserveRequest = (request: ObservedRequest) => void;

export function observeRequests(observe: ObserveRequest): RequestHandler {
  return (request, response, next) => {
    const begin = performance.now();
    response.once('finish', () => {
      const matched = request.route as { path?: unknown } | undefined;
      const pattern = typeof matched?.path === 'string' ? request.baseUrl + matched.path : '(none)';
      observe({
        method: request.method,
        route: pattern,
        status: response.statusCode,
        seconds: (performance.now() - begin) / 1000,
      });
    });
    next();
  };
}
