import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AppError } from '../../errors.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { isLocal } from './local.ts';

export interface SignedRequest {
  readonly method: string;
  /** Path with query, as received. */
  readonly path: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Whether HubSpot signed this request with our secret, lately. */
export type VerifySignature = (request: SignedRequest) => boolean;

/**
 * Lets in what HubSpot signed. Without a client secret there is nothing to check a signature with: then only
 * requests from this machine pass, orders (POST) only as JSON, which a browser lets no page from elsewhere send
 * unasked.
 */
export function requireTrusted(verify: VerifySignature | null): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const trusted = verify === null ? isLocal(request) : verify(signedRequest(request));
    if (!trusted) next(new AppError('unauthorized', refusal(verify)));
    else if (verify === null && request.method === 'POST' && !isJson(request))
      next(new AppError('input-invalid', say('service.json-only')));
    else next();
  };
}

function isJson({ headers }: Request): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
}

function refusal(verify: VerifySignature | null): Message {
  return verify === null ? say('service.local-only') : say('service.unsigned');
}

function signedRequest(request: Request): SignedRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return { method: request.method, path: request.originalUrl, body, headers };
}
