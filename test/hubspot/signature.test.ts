import { signV3, verifySignature, type SignedRequest } from '../../src/hubspot/signature.ts';

/** Vectors published by HubSpot for v1 and v2; for v3 one computed with the official client. */
const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const url = 'https://www.example.com/webhook_uri';
const now = 1_564_113_600_000;
const bytes = (text: string) => new TextEncoder().encode(text);
const body = bytes('{"example_field":"example_value"}');
const V3 = 'eT0ip2TKVpsIi1vb5C2Uu42eNdHL+oTE3NRZOF67O2U=';

const signed = (headers: SignedRequest['headers'], more: Partial<SignedRequest> = {}): SignedRequest => ({
  method: 'POST',
  url,
  body,
  headers,
  ...more,
});
const v3Headers = (signature = V3, timestamp = String(now)) => ({
  'x-hubspot-signature-v3': signature,
  'x-hubspot-request-timestamp': timestamp,
});

test('v1 vector', () => {
  const webhook = bytes(
    '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]',
  );
  const headers = {
    'x-hubspot-signature': '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de',
    'x-hubspot-signature-version': 'v1',
  };
  const request = signed(headers, { body: webhook });
  expect(verifySignature(request, { secret, now, accept: ['v1'] })).toEqual({ valid: true, version: 'v1' });
  expect(verifySignature(request, { secret, now })).toEqual({ valid: false, reason: 'missing' });
});

test.each([
  ['GET', '', 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e'],
  [
    'POST',
    '{"example_field":"example_value"}',
    '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900',
  ],
])('v2 vector %s', (method, text, signature) => {
  const headers = { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v2' };
  const request = signed(headers, { method, body: bytes(text) });
  expect(verifySignature(request, { secret, now, accept: ['v2'] })).toEqual({ valid: true, version: 'v2' });
  const other = { ...request, method: 'PUT' };
  expect(verifySignature(other, { secret, now, accept: ['v2'] })).toEqual({
    valid: false,
    reason: 'mismatch',
  });
});

test('v3 vector, and v3 goes before v1', () => {
  const headers = { ...v3Headers(), 'x-hubspot-signature': 'nonsense', 'x-hubspot-signature-version': 'v1' };
  expect(verifySignature(signed(headers), { secret, now, accept: ['v1', 'v3'] })).toEqual({
    valid: true,
    version: 'v3',
  });
});

test.each([
  ['another body', { body: bytes('{"example_field": "example_value"}') }],
  ['another method', { method: 'GET' }],
  ['another URL', { url: `${url}/` }],
  ['another query', { url: `${url}?admin=1` }],
])('v3 refuses %s', (_name, more) => {
  expect(verifySignature(signed(v3Headers(), more), { secret, now })).toEqual({
    valid: false,
    reason: 'mismatch',
  });
});

test.each([
  [0, true],
  [5 * 60_000, true],
  [5 * 60_000 + 1, false],
  [-5 * 60_000, true],
  [-5 * 60_000 - 1, false],
])('v3 with a clock %i ms later: %s', (later, valid) => {
  expect(verifySignature(signed(v3Headers()), { secret, now: now + later }).valid).toBe(valid);
});

test.each(['', 'yesterday', '1e12', '-1564113600000', `${now}`.repeat(20), 'NaN'])(
  'v3 refuses the timestamp "%s"',
  (timestamp) => {
    const signature = signV3({ method: 'POST', url, body, timestamp, secret });
    expect(verifySignature(signed(v3Headers(signature, timestamp)), { secret, now }).valid).toBe(false);
  },
);

test.each(['', 'short', `${V3}=`, 'ä'.repeat(44)])('v3 refuses the signature "%s"', (signature) => {
  expect(verifySignature(signed(v3Headers(signature)), { secret, now }).valid).toBe(false);
});

test('a header that came twice is refused', () => {
  const headers = { ...v3Headers(), 'x-hubspot-signature-v3': [V3, V3] };
  expect(verifySignature(signed(headers), { secret, now })).toEqual({ valid: false, reason: 'missing' });
});

test('bytes are signed, not text: a body that is not UTF-8 keeps its signature', () => {
  const raw = Uint8Array.from([0xff, 0xfe, 0x00, 0x80]);
  const signature = signV3({ method: 'POST', url, body: raw, timestamp: now, secret });
  const request = signed(v3Headers(signature), { body: raw });
  expect(verifySignature(request, { secret, now }).valid).toBe(true);
  const replaced = new TextEncoder().encode(new TextDecoder().decode(raw));
  expect(verifySignature({ ...request, body: replaced }, { secret, now }).valid).toBe(false);
});

test('only the listed characters of the URL are decoded before signing', () => {
  const sign = (address: string) =>
    signV3({ method: 'GET', url: address, body: bytes(''), timestamp: now, secret });
  expect(sign('https://a.io/x?u=%3A%2f%3F%40%21%24%27%28%29%2A%2C%3B')).toBe(
    sign("https://a.io/x?u=:/?@!$'()*,;"),
  );
  for (const kept of ['%20', '%26', '%3D', '%25', '%C3%A9', '%2B', '%23']) {
    expect(sign(`https://a.io/x?u=${kept}`)).not.toBe(sign(`https://a.io/x?u=${decodeURIComponent(kept)}`));
  }
  expect(sign('https://a.io/x?u=%252F')).not.toBe(sign('https://a.io/x?u=%2F'));
});
