import { request, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Portfolio } from '../../src/pipeline/read.ts';
import { type AppDeps, createApp } from '../../src/server/app.ts';
import { messageTexts, say } from '../../src/model/messages/message.ts';
import { type PortfolioCompany } from '../../src/model/portfolio.ts';

const NEITHER = { overriddenUntil: null, risk: null, dimensions: {}, openTasks: 0 };

function booked(rows: readonly Omit<PortfolioCompany, keyof typeof NEITHER>[]) {
  const shown = rows.map((row) => ({ ...NEITHER, ...row }));
  return { entries: shown, shown };
}

const portfolio: Portfolio = {
  portalId: '1',
  ...booked([
    {
      companyId: '11',
      name: '<script>alert("x")</script> & Söhne',
      segment: null,
      ownerId: null,
      arr: 48_000,
      currency: 'EUR',
      renewsAt: null,
      score: 31.6,
      band: 'red',
      delta30d: -21.4,
      coverage: 0.93,
      provisional: false,
      priority: 100,
      reason: { en: 'Seats in use: 8 of 20', es: 'Asientos en uso: 8 de 20' },
    },
    {
      companyId: '12',
      name: 'Unknown Ltd',
      segment: null,
      ownerId: null,
      arr: null,
      currency: null,
      renewsAt: null,
      score: null,
      band: 'unknown',
      delta30d: null,
      coverage: 0,
      provisional: false,
      priority: 0,
      reason: null,
    },
  ]),
  sources: [
    {
      id: 'stripe',
      title: 'Stripe',
      status: 'error',
      fetchedAt: '2026-10-30T02:00:00.000Z',
      reason: messageTexts(say('remedy.refused')),
      accounts: 5,
      matched: 4,
      quarantined: 7,
      problems: [{ reason: { en: 'amount: <b>none</b>', es: 'amount: <b>nada</b>' }, records: 7 }],
      credentials: [],
      quality: { access: false, accuracy: 0.9, currency: 30, impact: 0.234, integration: 0.5 },
    },
  ],
  unmatched: [
    {
      source: 'amplitude',
      externalId: 'acct_9',
      name: null,
      reason: messageTexts(say('account.nothing')),
      suggestions: [],
    },
  ],
  lastRun: null,
};

let server: Server;
let base: string;
const logged: string[] = [];

async function listen(over: Partial<AppDeps> = {}): Promise<void> {
  const app = createApp({
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (_facts, message) => void logged.push(message),
    },
    locale: 'en',
    readPortfolio: async (_portalId, bands) => ({
      ...portfolio,
      shown: portfolio.shown.filter(({ band }) => bands?.includes(band) ?? true),
    }),
    portals: { find: async (portalId) => (portalId === null || portalId === '1' ? '1' : null) },
    readCompanyHealth: async (_portalId, companyId) =>
      companyId === '11' ? '{"v":1,"asOf":"2026-11-01"}' : null,
    ping: async () => undefined,
    verifySignature: null,
    recordUrl: (_portalId, companyId) => `https://crm.example.com/${companyId}`,
    ...over,
  });
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(() => new Promise((resolve) => server.close(resolve)));

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string } }).error;

test('health checks: the process, and the database behind it', async () => {
  await listen({ ping: () => Promise.reject(new Error('connection refused to 10.0.0.7')) });
  expect((await fetch(`${base}/healthz`)).status).toBe(200);
  const ready = await fetch(`${base}/readyz`);
  expect(ready.status).toBe(503);
  expect(await errorOf(ready)).toMatchObject({
    code: 'store-failed',
    message: 'The database does not answer.',
  });
});

test('the card gets the breakdown of its company', async () => {
  await listen();
  const response = await fetch(`${base}/api/companies/11/health`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await response.json()).toEqual({ v: 1, asOf: '2026-11-01' });
});

test('a card that has the breakdown already is told so in a few bytes', async () => {
  await listen();
  const url = `${base}/api/companies/11/health`;
  const etag = (await fetch(url)).headers.get('etag') ?? '';
  // Not by fetch, which adds "cache-control: no-cache" to it.
  const status = await new Promise((resolve, reject) => {
    request(url, { headers: { 'if-none-match': etag } }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(304);
});

test.each([
  ['12', 404, 'not-found'],
  ['abc', 400, 'input-invalid'],
  ["1';drop table company", 400, 'input-invalid'],
  ['..%2F..%2Fetc', 400, 'input-invalid'],
  ['9'.repeat(500), 400, 'input-invalid'],
])('company %j is answered with %i', async (companyId, status, code) => {
  await listen();
  const response = await fetch(`${base}/api/companies/${encodeURIComponent(companyId)}/health`);
  expect(response.status).toBe(status);
  expect((await errorOf(response)).code).toBe(code);
});

test('with a client secret, only what HubSpot signed passes', async () => {
  const seen: string[] = [];
  await listen({
    verifySignature: (request) => {
      seen.push(`${request.method} ${request.path}`);
      return request.headers['x-hubspot-signature-v3'] === 'good';
    },
  });
  const url = `${base}/api/companies/11/health?userEmail=a%40b.co`;
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { 'x-hubspot-signature-v3': 'good' } })).status).toBe(200);
  expect(seen[0]).toBe('GET /api/companies/11/health?userEmail=a%40b.co');
});

test('metrics are for this machine, or for who has the token', async () => {
  const metrics = { read: async () => ({ contentType: 'text/plain', text: 'pulso_x 1' }), token: null };
  const asked = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${base}/metrics`, { headers }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  await listen({ metrics });
  expect(await asked({})).toBe(200);
  expect(await asked({ host: 'evil.example.com' })).toBe(401);
  await new Promise((resolve) => server.close(resolve));
  await listen({ metrics: { ...metrics, token: 'scraper' } });
  expect(await asked({})).toBe(401);
  expect(await asked({ authorization: 'Bearer guess' })).toBe(401);
  expect(await asked({ host: 'pulso.example.com', authorization: 'Bearer scraper' })).toBe(200);
});

test.each([
  ['passes on the name it was asked by', {}, { host: 'pulso.example.com' }],
  ['asks by our own name and says for whom', {}, { 'x-forwarded-for': '203.0.113.9' }],
  ['passes on a name that the sender made up', { trustedProxies: 1 }, { 'x-forwarded-host': 'localhost' }],
  ['says that it is one', {}, { via: '1.1 proxy' }],
  ['says nothing, but is known to be there', { trustLocal: false }, {}],
])('who comes through a proxy on this machine that %s is not this machine', async (_, over, headers) => {
  const metrics = { read: async () => ({ contentType: 'text/plain', text: 'pulso_x 1' }), token: null };
  await listen({ metrics, ...over });
  const asked = (path: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(base + path, { headers }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  for (const path of ['/', '/metrics', '/api/companies/11/health']) expect(await asked(path)).toBe(401);
});

test('what HubSpot signed comes from few addresses and is not counted; who guesses signatures is held off', async () => {
  await listen({
    requestsPerMinute: 5,
    verifySignature: ({ headers }) => headers['x-hubspot-signature-v3'] === 'good',
  });
  const ask = async (signature: string, company: string) =>
    (
      await fetch(`${base}/api/companies/${company}/health`, {
        headers: { 'x-hubspot-signature-v3': signature },
      })
    ).status;
  for (let time = 0; time < 130; time += 1) expect(await ask('good', '12')).toBe(404);
  for (let time = 0; time < 120; time += 1) expect(await ask('guessed', '11')).toBe(401);
  expect(await ask('guessed', '11')).toBe(429);
});

test('a page from elsewhere whose name points at this machine reads nothing', async () => {
  await listen();
  const { hostname, port } = new URL(base);
  const status = await new Promise((resolve, reject) => {
    request({ hostname, port, path: '/', headers: { host: 'evil.example.com' } }, (answer) =>
      resolve(answer.statusCode),
    )
      .on('error', reject)
      .end();
  });
  expect(status).toBe(401);
});

test.each([
  ['?locale=es', {}, 'La empresa 12 aún no tiene puntuación; la próxima ejecución la calculará.'],
  [
    '',
    { 'accept-language': 'es-MX,es;q=0.9,en;q=0.8' },
    'La empresa 12 aún no tiene puntuación; la próxima ejecución la calculará.',
  ],
  ['?locale=en', { 'accept-language': 'es' }, 'Company 12 has not been scored yet; the next run will do it.'],
  ['?locale=fr', { 'accept-language': 'fr' }, 'Company 12 has not been scored yet; the next run will do it.'],
  ['', {}, 'Company 12 has not been scored yet; the next run will do it.'],
])('an error asked for with %j and %j: %s', async (query, headers, message) => {
  await listen();
  const response = await fetch(`${base}/api/companies/12/health${query}`, {
    headers: headers as HeadersInit,
  });
  expect((await errorOf(response)).message).toBe(message);
});

test('what is unexpected is said in Spanish too, a page that is not there as well', async () => {
  await listen({ readCompanyHealth: () => Promise.reject(new Error('password=hunter2')) });
  const broken = await fetch(`${base}/api/companies/11/health?locale=es`);
  expect((await errorOf(broken)).message).toMatch(/^Algo falló por nuestra parte/);
  const missing = await fetch(`${base}/nowhere?lang=es`);
  expect((await errorOf(missing)).message).toBe('No hay nada en GET /nowhere.');
});

test('an unexpected error tells the caller nothing and the log everything', async () => {
  await listen({ readCompanyHealth: () => Promise.reject(new Error('password=hunter2')) });
  const response = await fetch(`${base}/api/companies/11/health`);
  expect(response.status).toBe(500);
  expect(JSON.stringify(await response.json())).not.toContain('hunter2');
  expect(logged).toContain('request failed');
});

test('the dashboard escapes what customers call themselves and shows every part', async () => {
  await listen();
  const page = await (await fetch(`${base}/`)).text();
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; Söhne');
  expect(page).toContain('▼ −21');
  // A score below a band's start never looks as if it had reached it.
  expect(page).toContain('<td class="number">31</td>');
  expect(page).toContain('€48,000');
  expect(page).toContain('The request was refused; repeating it will not help.');
  expect(page).toContain('<td class="number">50%</td>');
  expect(page).toContain('<td class="number">23%</td>');
  expect(page).toContain('7: amount: &lt;b&gt;none&lt;/b&gt;');
  expect(page).toContain('acct_9');
});

test('the dashboard filters by band and speaks Spanish; nonsense falls back to all', async () => {
  await listen();
  const red = await (await fetch(`${base}/?band=red&lang=es`)).text();
  expect(red).toContain('Salud del cliente');
  for (const spanish of [
    'Asientos en uso: 8 de 20',
    'La petición fue rechazada; repetirla no servirá.',
    '7: amount: &lt;b&gt;nada&lt;/b&gt;',
    'No tiene id de empresa de HubSpot',
    '<td>Amplitude</td>',
  ]) {
    expect(red).toContain(spanish);
  }
  expect(red).not.toContain('Unknown Ltd');
  expect(await (await fetch(`${base}/?band=%3Cscript%3E`)).text()).toContain('Unknown Ltd');
});

test('a band with nobody in it is said to be empty; only an empty book was never scored', async () => {
  await listen();
  const empty = await (await fetch(`${base}/?band=yellow`)).text();
  expect(empty).toContain('No company in this band.');
  expect(empty).not.toContain('Nothing has been scored yet');
  expect(await (await fetch(`${base}/?band=yellow&lang=es`)).text()).toContain(
    'Ninguna empresa en esta banda.',
  );
  await new Promise((resolve) => server.close(resolve));
  await listen({ readPortfolio: async () => ({ ...portfolio, entries: [], shown: [] }) });
  expect(await (await fetch(`${base}/`)).text()).toContain('Nothing has been scored yet');
});

test('a revenue in what is no currency is shown with its text', async () => {
  const rows = portfolio.shown.map((row) => ({ ...row, currency: row.arr === null ? null : 'US$' }));
  await listen({ readPortfolio: async () => ({ ...portfolio, entries: rows, shown: rows }) });
  const answer = await fetch(`${base}/`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('48,000 US$');
});

test('unknown routes and oversized bodies are refused in the same form', async () => {
  await listen();
  expect((await errorOf(await fetch(`${base}/nothing`))).code).toBe('not-found');
  const large = await fetch(`${base}/api/companies/11/health`, {
    method: 'POST',
    body: 'x'.repeat(2_000_000),
  });
  expect((await errorOf(large)).code).toBe('input-invalid');
});

test('answers carry protective headers and do not name the framework', async () => {
  await listen();
  const { headers } = await fetch(`${base}/`);
  expect(headers.get('content-security-policy')).toContain("script-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});
