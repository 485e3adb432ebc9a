import { Client } from '@hubspot/api-client';
import { faultSource } from '../../../src/sandbox/portal/http/faults.ts';
import { openPortal } from './helpers/portal.ts';

const COMPANIES = '/crm/objects/2026-09/companies';

describe('limits', () => {
  test('answers carry what is left, and the request too many is refused', async () => {
    const tour = await openPortal({ rateLimit: { max: 3, intervalMs: 60_000 } });
    const first = await tour.call('GET', COMPANIES);
    expect(
      Object.fromEntries([...first.headers].filter(([name]) => name.startsWith('x-hubspot-ratelimit'))),
    ).toEqual({
      'x-hubspot-ratelimit-interval-milliseconds': '60000',
      'x-hubspot-ratelimit-max': '3',
      'x-hubspot-ratelimit-remaining': '2',
      'x-hubspot-ratelimit-secondly': '1',
      'x-hubspot-ratelimit-secondly-remaining': '0',
      'x-hubspot-ratelimit-daily': '1000000',
      'x-hubspot-ratelimit-daily-remaining': '999999',
    });
    await tour.call('GET', COMPANIES);
    await tour.call('GET', COMPANIES);
    const refused = await tour.call('POST', COMPANIES, { properties: { name: 'never' } });
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
    });
    expect(refused.body).not.toHaveProperty('category');
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(tour.portal.stats()).toMatchObject({ rateLimited: 1, records: { companies: 0 } });
    await tour.portal.close();
  });

  test('the window rolls on', async () => {
    const tour = await openPortal({ rateLimit: { max: 1, intervalMs: 30 } });
    expect((await tour.call('GET', COMPANIES)).status).toBe(200);
    let status = 429;
    while (status === 429) status = (await tour.call('GET', COMPANIES)).status;
    expect(status).toBe(200);
    await tour.portal.close();
  });

  test('searches have an allowance of their own and no headers', async () => {
    const tour = await openPortal({ searchPerSecond: 2, rateLimit: { max: 1, intervalMs: 60_000 } });
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => tour.call('POST', `${COMPANIES}/search`, {})),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2);
    expect(refused[0]?.body).toMatchObject({ message: 'You have reached your secondly limit.' });
    expect(refused[0]?.body).not.toHaveProperty('policyName');
    expect(answers.some(({ headers }) => headers.has('x-hubspot-ratelimit-max'))).toBe(false);
    await tour.portal.close();
  });

  test('the day has an end', async () => {
    const tour = await openPortal({ dailyLimit: 1 });
    await tour.call('GET', COMPANIES);
    expect(await tour.call('GET', COMPANIES)).toMatchObject({ status: 429, body: { policyName: 'DAILY' } });
    await tour.portal.close();
  });

  test('the official client waits for its turn and goes on', async () => {
    const tour = await openPortal({ searchPerSecond: 1 });
    const patient = new Client({
      accessToken: tour.portal.accessToken,
      basePath: tour.portal.baseUrl,
      numberOfApiCallRetries: 3,
    });
    const body = { filterGroups: [], properties: [], sorts: [], limit: 1, after: '0' };
    const others = Array.from({ length: 20 }, () => tour.call('POST', `${COMPANIES}/search`, {}));
    const found = await patient.crm.companies.searchApi.doSearch(body);
    await Promise.all(others);
    expect(found.total).toBe(0);
    expect(tour.portal.stats().rateLimited).toBeGreaterThan(0);
    await tour.portal.close();
  });
});

describe('faults', () => {
  test('the same seed gives the same faults', () => {
    const draw = (seed: number) => {
      const next = faultSource({ rate: 0.5, seed });
      return Array.from({ length: 40 }, () => next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(faultSource(undefined)()).toBeNull();
  });

  test.each([
    ['expired-token', 401, { category: 'EXPIRED_AUTHENTICATION' }],
    ['daily-limit', 429, { policyName: 'DAILY' }],
    ['locked', 423, { status: 'error' }],
    ['status-503', 503, null],
  ] as const)('the portal can be %s, until it is switched off', async (kind, status, body) => {
    const seen: string[] = [];
    const tour = await openPortal({ onRequest: ({ method, target }) => seen.push(`${method} ${target}`) });
    const ask = () =>
      fetch(tour.portal.baseUrl + COMPANIES, {
        method: 'POST',
        headers: { authorization: `Bearer ${tour.portal.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ properties: { name: 'X' } }),
      });
    tour.portal.setFaults({ rate: 1, seed: 1, kinds: [kind] });
    const refused = await ask();
    expect(refused.status).toBe(status);
    if (body === null) await refused.text();
    else expect(await refused.json()).toMatchObject(body);
    expect(tour.portal.stats().records.companies).toBe(0);
    tour.portal.setFaults(null);
    expect((await ask()).status).toBe(201);
    expect(seen).toEqual([`POST ${COMPANIES}`, `POST ${COMPANIES}`]);
    await tour.portal.close();
  });

  test('at rate 1 every request goes wrong in one of the ways', async () => {
    const tour = await openPortal({ faults: { rate: 1, seed: 3 } });
    const outcomes = new Set<string>();
    for (let index = 0; index < 60; index++) {
      try {
        const response = await fetch(tour.portal.baseUrl + COMPANIES, {
          headers: { authorization: `Bearer ${tour.portal.accessToken}` },
        });
        await response.text();
        outcomes.add(String(response.status));
      } catch {
        outcomes.add('broken');
      }
    }
    expect([...outcomes].sort()).toEqual(['200', '500', '502', '503', 'broken']);
    expect(tour.portal.stats().faults).toBe(60);
    await tour.portal.close();
  });
});
