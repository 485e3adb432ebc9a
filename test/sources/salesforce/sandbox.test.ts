import { Connection } from 'jsforce';
import { startSalesforce, type SalesforceServer } from '../../../src/sandbox/salesforce/server.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createSalesforceSource } from '../../../src/sources/salesforce/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { storedState } from '../../batteries/stored-state.ts';

const world = createWorld({ seed: 5, profile: 'demo', companies: 30, days: 90, endDay: '2026-11-11' });
const TIMES = { now: new Date('2026-11-12T06:00:00Z'), since: '2026-08-15' };
const sleep = async () => undefined;

let server: SalesforceServer;
const accessTo = ({ baseUrl, clientId, clientSecret }: SalesforceServer) => ({
  baseUrl,
  clientId,
  clientSecret,
});

async function everything(from: SalesforceServer, bulkAbove?: number) {
  const source = createSalesforceSource(
    { ...accessTo(from), companyIdField: 'HubSpot_Company_Id__c', bulkAbove },
    { sleep },
  );
  const pages = [];
  for (const { name } of source.streams) pages.push(...(await pullAll(streamOf(source, name), null, TIMES)));
  return pages;
}

beforeEach(async () => {
  server = await startSalesforce({ world, pageSize: 50 });
});
afterEach(() => server.close());

describe('salesforce on the sandbox', () => {
  test('every account arrives with its domain and stated id, every deal with its outcome', async () => {
    const pages = await everything(server);
    const accounts = pages.flatMap((page) => page.accounts ?? []);
    const named = accounts.filter((each) => each.name !== null);
    expect(named.map((each) => each.name).sort()).toEqual(
      [...world.companies, ...world.strangers]
        .filter((each) => each.customerSince <= '2026-11-11')
        .map((each) => each.name)
        .sort(),
    );
    expect(accounts.filter((each) => each.hubspotCompanyId !== null).length).toBeGreaterThan(10);
    const records = pages.flatMap((page) => page.records ?? []);
    const outcomes = new Set(records.flatMap((each) => (each.kind === 'deal' ? [each.outcome] : [])));
    expect(outcomes).toContain('won');
    expect(new Set(records.map((each) => each.kind))).toEqual(
      new Set(['contact', 'deal', 'interaction', 'meeting']),
    );
    expect(pages.flatMap((page) => page.quarantined ?? [])).toEqual([]);
  });

  test('meetings that did not take place are in the recycle bin and come as deletions', async () => {
    const deleted = (await everything(server)).flatMap((page) => page.deleted ?? []);
    expect(deleted.length).toBeGreaterThan(0);
    expect(new Set(deleted.map((each) => each.kind))).toEqual(new Set(['meeting']));
  });

  test('a bulk job brings the same rows as pages', async () => {
    expect(storedState(await everything(server, 0))).toEqual(storedState(await everything(server)));
  });

  test.each([
    ['pages', undefined],
    ['a bulk job', 0],
  ])('tells how far it is, by %s', async (_way, bulkAbove) => {
    const progress = (await everything(server, bulkAbove)).map((page) => page.progress ?? Number.NaN);
    expect(progress.every((each) => each >= 0 && each <= 1)).toBe(true);
    expect(progress.at(-1)).toBe(1);
  });

  test('a session that ends in the middle is renewed', async () => {
    const shortLived = await startSalesforce({ world, pageSize: 50, requestsPerSession: 2 });
    expect(storedState(await everything(shortLived))).toEqual(storedState(await everything(server)));
    await shortLived.close();
  });

  test('an allowance that is used up is a rate limit, not a missing right, and is not tried again', async () => {
    const small = await startSalesforce({ world, pageSize: 20, dailyRequests: 1 });
    const waits: number[] = [];
    const source = createSalesforceSource(accessTo(small), { sleep: async (ms) => void waits.push(ms) });
    await expect(pullAll(streamOf(source, 'contacts'), null, TIMES)).rejects.toMatchObject({
      code: 'rate-limited',
      message: expect.stringContaining('REQUEST_LIMIT_EXCEEDED') as string,
    });
    expect(waits).toEqual([]);
    await small.close();
  });

  test('faults on the way change nothing', async () => {
    const faulty = await startSalesforce({
      world,
      pageSize: 50,
      faults: { rate: 0.2, seed: 4, maxLatencyMs: 5 },
    });
    expect(storedState(await everything(faulty))).toEqual(storedState(await everything(server)));
    await faulty.close();
  });

  test('a field that cannot be one is refused before it reaches a query', () => {
    expect(() => createSalesforceSource({ ...accessTo(server), companyIdField: 'Id FROM User' })).toThrow(
      'SALESFORCE_COMPANY_ID_FIELD',
    );
    expect(() => createSalesforceSource({ ...accessTo(server), objects: ['Lead'] })).toThrow(
      'SALESFORCE_OBJECTS',
    );
  });
});

describe('jsforce, unmodified, on the sandbox', () => {
  async function connect(to = server): Promise<Connection> {
    const { baseUrl, clientId, clientSecret } = to;
    const connection = new Connection({
      loginUrl: baseUrl,
      oauth2: { loginUrl: baseUrl, clientId, clientSecret },
      version: '64.0',
    });
    const token = await connection.oauth2.requestToken({ grant_type: 'client_credentials' });
    return new Connection({
      instanceUrl: token.instance_url,
      accessToken: token.access_token,
      version: '64.0',
    });
  }

  test('pages through SOQL, counts, and reads the limits', async () => {
    const connection = await connect();
    const soql = "SELECT Id, Name, SystemModstamp FROM Account WHERE Name != '' ORDER BY SystemModstamp, Id";
    const accounts = await connection.query(soql, { autoFetch: true, maxFetch: 1000 });
    expect(accounts.records.length).toBe(accounts.totalSize);
    expect(accounts.records.length).toBeGreaterThanOrEqual(world.companies.length);
    const contacts = await connection.query('SELECT Id FROM Contact');
    expect(contacts.done).toBe(false);
    const rest = await connection.queryMore(contacts.nextRecordsUrl ?? '');
    expect(rest.records[0]?.Id).not.toBe(contacts.records[0]?.Id);
    const counted = await connection.query('SELECT COUNT() FROM Contact');
    expect(counted.totalSize).toBe(contacts.totalSize);
    expect(connection.limitInfo.apiUsage?.limit).toBe(100_000);
    expect(await connection.limits()).toMatchObject({ DailyApiRequests: { Max: 100_000 } });
  });

  test('sees deleted rows with queryAll only, and reads a bulk query', async () => {
    // jsforce 3.10 cannot put a result of several parts together: it closes its stream behind the first.
    const whole = await startSalesforce({ world });
    const connection = await connect(whole);
    const soql = 'SELECT Id FROM Event';
    const live = await connection.query(soql);
    const all = await connection.query(soql, { scanAll: true });
    expect(all.totalSize).toBeGreaterThan(live.totalSize);
    connection.bulk2.pollInterval = 10;
    const stream = await connection.bulk2.query('SELECT Id, Email FROM Contact', { scanAll: true });
    const emails: string[] = [];
    await new Promise((resolve, reject) => {
      stream.on('record', (record: { Email?: unknown }) => emails.push(String(record.Email)));
      stream.on('end', resolve);
      stream.on('error', reject);
    });
    expect(emails.length).toBe((await connection.query('SELECT Id FROM Contact')).totalSize);
    expect(emails[0]).toContain('@');
    await whole.close();
  });

  test('is told what is wrong with a query, and that a session is over', async () => {
    const connection = await connect();
    await expect(connection.query('SELECT Nothing FROM Account')).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD',
    });
    await expect(connection.query('SELEC Id FROM Account')).rejects.toMatchObject({
      errorCode: 'MALFORMED_QUERY',
    });
    const stranger = new Connection({ instanceUrl: server.baseUrl, accessToken: 'gone', version: '64.0' });
    await expect(stranger.query('SELECT Id FROM Account')).rejects.toMatchObject({
      errorCode: 'INVALID_SESSION_ID',
    });
  });
});
