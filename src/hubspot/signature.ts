import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** Full URL as HubSpot called it: scheme, host, path, query. Behind a proxy it is the public one. */
  readonly url: string;
  /** The bytes of the body as they came; a parsed and re-written body has another signature. */
  readonly body: Uint8Array;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export type SignatureVersion = 'v1' | 'v2' | 'v3';

export type Verification =
  | { readonly valid: true; readonly version: SignatureVersion }
  | { readonly valid: false; readonly reason: 'missing' | 'stale' | 'mismatch' };

export interface VerifyOptions {
  /** Client secret of the app. */
  readonly secret: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Versions to accept; only v3 is bound to a time, so only it cannot be replayed later. */
  readonly accept?: readonly SignatureVersion[];
}

const MAX_AGE_MS = 5 * 60_000;

/** Whether a request really comes from HubSpot. Prefers v3 when the request carries several. */
export function verifySignature(request: SignedRequest, options: VerifyOptions): Verification {
  const accept = options.accept ?? ['v3'];
  const v3 = single(request.headers['x-hubspot-signature-v3']);
  if (v3 !== null && accept.includes('v3')) return verifyV3(request, v3, options);

  const signature = single(request.headers['x-hubspot-signature']);
  const stated = single(request.headers['x-hubspot-signature-version']) ?? 'v1';
  const version = accept.find((each) => each === stated && each !== 'v3');
  if (signature === null || version === undefined) return { valid: false, reason: 'missing' };
  const expected = version === 'v1' ? signV1(request.body, options.secret) : signV2(request, options.secret);
  return equal(signature, expected) ? { valid: true, version } : { valid: false, reason: 'mismatch' };
}

function verifyV3(request: SignedRequest, signature: string, { secret, now }: VerifyOptions): Verification {
  const timestamp = single(request.headers['x-hubspot-request-timestamp']);
  if (timestamp === null || !/^\d{1,15}$/.test(timestamp)) return { valid: false, reason: 'missing' };
  if (Math.abs(now - Number(timestamp)) > MAX_AGE_MS) return { valid: false, reason: 'stale' };
  const expected = signV3({ ...request, timestamp, secret });
  return equal(signature, expected) ? { valid: true, version: 'v3' } : { valid: false, reason: 'mismatch' };
}

/** sha256(secret + body), hex. */
export function signV1(body: Uint8Array, secret: string): string {
  return createHash('sha256').update(secret).update(body).digest('hex');
}

/** sha256(secret + method + URL + body), hex. */
export function signV2(request: Pick<SignedRequest, 'method' | 'url' | 'body'>, secret: string): string {
  return createHash('sha256')
    .update(secret + request.method.toUpperCase() + request.url)
    .update(request.body)
    .digest('hex');
}

/** base64(HMAC-SHA256(secret, method + decoded URL + body + timestamp)). */
export function signV3(
  request: Pick<SignedRequest, 'method' | 'url' | 'body'> & {
    readonly timestamp: string | number;
    readonly secret: string;
  },
): string {
  return createHmac('sha256', request.secret)
    .update(request.method.toUpperCase() + decodeForSigning(request.url))
    .update(request.body)
    .update(String(request.timestamp))
    .digest('base64');
}

/** Characters that HubSpot decodes in the URL before signing; all others stay encoded. */
const DECODED: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

function decodeForSigning(url: string): string {
  return url.replace(/%[0-9A-Fa-f]{2}/g, (escape) => DECODED[escape.toUpperCase()] ?? escape);
}

/** Constant time; hashed first, so that lengths do not matter either. */
function equal(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** A header that came once; repeated ones are somebody's trick. */
function single(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
