import { signed } from './two-portals.ts';

/** One random request, the same for the same seed: mostly nearly right, which is where mistakes hide. */
export interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

const METHODS = ['GET', 'GET', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];
const PATHS = [
  '/',
  '/healthz',
  '/metrics',
  '/openapi.json',
  '/oauth/callback',
  '/api/companies/11/health',
  '/api/companies/21/health',
  '/api/actions/getHealth',
  '/api/actions/logPulse',
  '/api/actions/setOverride',
  '/webhooks/hubspot',
  '/webhooks/stripe/1',
  '/webhooks/zendesk/1',
];
const ODD = [
  "1' or '1'='1",
  '../../../../etc/passwd',
  '%00',
  '%c0%ae%c0%ae/',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '9'.repeat(400),
  '-1',
  '１２３',
  '\u202e',
  '{{7*7}}',
  'null',
];
const BODIES = [
  '',
  '{}',
  '[]',
  'null',
  '{"__proto__":{"admin":true}}',
  '{"companyId":"21","requestId":"abcdefgh","score":5,"reason":"because"}',
  '{"companyId":{"$ne":null}}',
  '[{"eventId":1,"portalId":1,"subscriptionType":"company.creation","occurredAt":1}]',
  '[{"eventId":1,"portalId":99999999999999999999,"subscriptionType":"x","occurredAt":1e300}]',
  '{"id":"evt_1","type":"x","data":{"object":{}}}',
  '{'.repeat(5_000),
  '\u0000\u0001\ufffd',
  `{"a":"${'x'.repeat(20_000)}"}`,
];

/** Mulberry32: small, and good enough to be odd. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function fuzzedRequest(random: () => number): FuzzedRequest {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const method = pick(METHODS);
  let path = pick(PATHS);
  if (random() < 0.3) path = path.replace(/[^/]+$/, encodeURIComponent(pick(ODD)));
  const query = new URLSearchParams();
  if (random() < 0.7) query.set('portalId', random() < 0.7 ? '1' : pick(ODD));
  if (query.has('portalId') && random() < 0.3) query.append('portalId', '2');
  if (random() < 0.3) query.set(pick(['code', 'state', 'band', 'lang', 'userEmail']), pick(ODD));
  if (query.size > 0) path += `?${query.toString()}`;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = hasBody ? pick(BODIES) : undefined;
  const headers: Record<string, string> = {
    'content-type': pick(['application/json', 'text/plain', 'multipart/form-data']),
  };
  if (random() < 0.6) Object.assign(headers, signed(method, path, body));
  if (random() < 0.1) headers['x-hubspot-request-timestamp'] = pick(['0', 'NaN', '9'.repeat(30)]);
  if (random() < 0.1) headers['x-forwarded-for'] = '127.0.0.1';
  if (random() < 0.1) headers.cookie = `pulso_oauth=${encodeURIComponent(pick(ODD))}`;
  return { method, path, headers, body };
}

/** What an answer must never contain. */
export const LEAK =
  /owned-by-two|client-secret|stripe-secret|\bat .*\.(ts|js):\d+|select .* from|node_modules|pg_|PGlite/i;
