import { connect } from 'node:net';
import { MAX_BODY_BYTES } from '../../../src/sandbox/portal/http/read-body.ts';
import { openPortal, type TestPortal } from './helpers/portal.ts';
import { tinyWorld } from './helpers/world.ts';

const COMPANIES = '/crm/objects/2026-09/companies';

describe('hostile input', () => {
  let tour: TestPortal;
  const failures: unknown[] = [];
  beforeAll(async () => {
    tour = await openPortal({ world: tinyWorld(), onError: (error) => failures.push(error) });
  });
  afterAll(() => tour.portal.close());

  const isAlive = async () => expect((await tour.call('GET', `${COMPANIES}?limit=1`)).status).toBe(200);

  test('broken JSON is told where it breaks', async () => {
    const answer = await tour.call('POST', COMPANIES, '{"properties": {"name": "x",}\n}');
    expect(answer.status).toBe(400);
    expect((answer.body as { message: string }).message).toMatch(
      /^Invalid input JSON on line 1, column \d+: /,
    );
  });

  test.each([
    ['no body', undefined],
    ['an array', []],
    ['a text', '"x"'],
    ['null', 'null'],
    ['values that are objects', { properties: { name: { a: 1 } } }],
    ['inputs of the wrong kind', { properties: [] }],
    ['associations of the wrong kind', { properties: { name: 'x' }, associations: [{ to: 7 }] }],
  ])('%s as a create is a 400', async (_, body) => {
    expect((await tour.call('POST', COMPANIES, body)).status).toBe(400);
    await isAlive();
  });

  test('a body beyond the limit is refused, not kept', async () => {
    const body = `{"properties":{"name":"${'x'.repeat(MAX_BODY_BYTES)}"}}`;
    expect((await tour.call('POST', COMPANIES, body)).status).toBe(413);
    await isAlive();
  });

  test('a text beyond the limit of a property is refused', async () => {
    const answer = await tour.call('POST', COMPANIES, { properties: { description: 'x'.repeat(65_537) } });
    expect(answer.status).toBe(400);
    const fits = await tour.call('POST', COMPANIES, { properties: { description: 'x'.repeat(65_536) } });
    expect(fits.status).toBe(201);
  });

  test('__proto__ and its kin change nothing', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const body = `{"properties":{"name":"x","${name}":"y"}}`;
      expect([201, 400]).toContain((await tour.call('POST', COMPANIES, body)).status);
      const filter = `{"filterGroups":[{"filters":[{"propertyName":"${name}","operator":"HAS_PROPERTY"}]}]}`;
      expect((await tour.call('POST', `${COMPANIES}/search`, filter)).status).toBe(400);
      expect((await tour.call('GET', `/crm/v3/properties/${name}`)).status).toBe(400);
      expect((await tour.call('GET', `${COMPANIES}/${name}`)).status).toBe(404);
      const property = {
        name,
        label: 'x',
        groupName: 'companyinformation',
        type: 'string',
        fieldType: 'text',
      };
      const defined = await tour.call('POST', '/crm/v3/properties/companies', property);
      expect(defined.status).toBe(400);
    }
    expect(({} as Record<string, unknown>).y).toBeUndefined();
    await isAlive();
  });

  test.each([
    ['GET', '/', 404],
    ['GET', '/crm/v9/objects/companies', 404],
    ['GET', '/crm/v3/associations/contacts/companies/types', 404],
    ['GET', '/crm/objects/2027-03/companies', 404],
    ['GET', '/crm/objects/2026-09/%ZZ', 404],
    ['GET', '//evil.example/crm/v3/owners', 404],
    ['DELETE', COMPANIES, 405],
    ['PUT', '/crm/lists/2026-09/1', 405],
    ['GET', `${COMPANIES}?limit=0`, 400],
    ['GET', `${COMPANIES}?limit=101`, 400],
    ['GET', `${COMPANIES}?limit=ten`, 400],
    ['GET', `${COMPANIES}/99999999999999999999`, 404],
    ['GET', `${COMPANIES}/-1`, 404],
    ['GET', `${COMPANIES}/..%2F..%2Fetc`, 404],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const answer = await tour.call(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status: 'error' });
  });

  test('a nested flood of filter branches does not end the server', async () => {
    const depth = 20_000;
    const open = '{"filterBranchType":"OR","filters":[],"filterBranches":['.repeat(depth);
    const body = `{"name":"deep","objectTypeId":"0-2","processingType":"DYNAMIC","filterBranch":${open}${']}'.repeat(depth)}}`;
    const answer = await tour.call('POST', '/crm/lists/2026-09', body);
    expect(answer.status).toBe(400);
    expect(failures).toEqual([]);
    await isAlive();
  });

  test('a caller that hangs up half way does no harm', async () => {
    const { hostname, port } = new URL(tour.portal.baseUrl);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(`POST ${COMPANIES} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"prop`, () => {
          socket.destroy();
          resolve();
        });
      });
    });
    await isAlive();
  });
});
