import { startZuora, type ZuoraOptions, type ZuoraServer } from '../../../src/sandbox/zuora/server.ts';
import { zuoraId } from '../../../src/sandbox/zuora/tenant.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { type RecordOf } from '../../../src/model/record.ts';
import { createZuoraSource } from '../../../src/sources/zuora/index.ts';
import { matchAccounts } from '../../../src/sources/identity/index.ts';
import { syncedAccountId } from '../../../src/sandbox/salesforce/ids.ts';
import { crmCompany } from '../../helpers/crm-company.ts';
import { Faults } from '../../batteries/faults.ts';
import { startFaultyProxy } from '../../batteries/faulty-proxy.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { storedState } from '../../batteries/stored-state.ts';

const world = createWorld({ seed: 11, profile: 'demo', companies: 40, days: 200, endDay: '2026-11-11' });
const TIMES = { now: new Date('2026-11-12T06:00:00Z'), since: '2026-05-01' };
const everybody = [...world.companies, ...world.strangers];

async function withServer<Result>(
  options: Partial<ZuoraOptions>,
  use: (server: ZuoraServer) => Promise<Result>,
) {
  const server = await startZuora({
    world,
    pageSize: 30,
    billed: () => true,
    requestsPerMinute: 10_000,
    ...options,
  });
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

async function everything({
  baseUrl,
  clientId,
  clientSecret,
}: Pick<ZuoraServer, 'baseUrl' | 'clientId' | 'clientSecret'>) {
  const source = createZuoraSource(
    { baseUrl, clientId, clientSecret, companyIdField: 'HubSpotCompanyId__c' },
    { sleep: async () => undefined },
  );
  const pages = [];
  for (const { name } of source.streams) pages.push(...(await pullAll(streamOf(source, name), null, TIMES)));
  return pages;
}

describe('zuora on the sandbox', () => {
  test('every account, subscription and invoice arrives, and nothing is set aside', async () => {
    const pages = await withServer({}, everything);
    expect(pages.flatMap((page) => page.quarantined ?? [])).toEqual([]);
    const records = pages.flatMap((page) => page.records ?? []);
    const of = <Kind extends 'invoice' | 'subscription' | 'mrr' | 'failed-charge'>(kind: Kind) =>
      records.filter((each): each is RecordOf<Kind> => each.kind === kind);
    const customers = everybody.filter((each) => each.customerSince <= '2026-11-11');
    expect(new Set(of('subscription').map((each) => each.accountId))).toEqual(
      new Set(customers.map((each) => zuoraId('account', each.accountId))),
    );
    const issued = customers.flatMap((each) =>
      each.billing.invoices.filter(({ issuedDay }) => issuedDay >= TIMES.since),
    );
    const invoices = new Map(of('invoice').map((each) => [each.id, each]));
    expect(issued.length).toBeGreaterThan(20);
    for (const { id, paidDay, dueDay } of issued) {
      const paidAt = paidDay !== null && paidDay <= '2026-11-11' ? paidDay : null;
      expect(invoices.get(zuoraId('invoice', id))).toMatchObject({
        dueAt: dueDay,
        paidAt,
        status: paidAt ? 'paid' : 'open',
      });
    }
    expect(of('failed-charge').length).toBeGreaterThan(0);
  });

  test('accounts without a HubSpot id and an e-mail address name the company by its Salesforce id', async () => {
    const accounts = (await withServer({}, everything)).flatMap((page) => page.accounts ?? []);
    const byName = new Map(accounts.flatMap((each) => (each.name === null ? [] : [[each.name, each]])));
    const synced = world.companies.filter((each) => syncedAccountId(each) !== null);
    expect(synced.length).toBeGreaterThan(10);
    const hubspot = synced.map((each) => crmCompany(each.id, { salesforceAccountId: syncedAccountId(each) }));
    for (const { name, id } of synced) {
      const account = byName.get(name);
      if (account === undefined) throw new Error(`${name} has no account`);
      expect(account).toMatchObject({ hubspotCompanyId: null, domains: [], emails: [] });
      const { matches } = matchAccounts(hubspot, [{ source: 'zuora', account }], []);
      expect(matches).toMatchObject([{ companyId: id, matchedBy: 'crm-id' }]);
    }
  });

  test('seats and amounts follow the seats of the world, step by step', async () => {
    const pages = await withServer({}, everything);
    const records = pages.flatMap((page) => page.records ?? []);
    const grown = everybody.find(({ seats, truth }) => seats.length > 1 && truth.churnDay === null);
    if (grown === undefined) throw new Error('the world has no customer that changed its seats');
    const mine = records.filter((each) => each.accountId === zuoraId('account', grown.accountId));
    const monthly = (seats: number) =>
      Math.round(
        ((seats * grown.billing.unitAmountMinor) / 100 / (grown.billing.interval === 'year' ? 12 : 1)) * 1e4,
      ) / 1e4;
    const known = grown.seats.filter(({ day }) => day <= '2026-11-11');
    expect(mine.find((each) => each.kind === 'subscription')).toMatchObject({
      seats: known.at(-1)?.seats,
      monthlyAmount: monthly(known.at(-1)?.seats ?? 0),
    });
    const points = mine.find((each) => each.kind === 'mrr')?.points ?? [];
    for (const [index, { day, seats }] of known.entries()) {
      const at = index === 0 ? grown.customerSince : day;
      expect(points).toContainEqual({ at, monthlyAmount: monthly(seats), seats });
    }
  });

  test('tokens that end in the middle are renewed, and faults on the way change nothing', async () => {
    const undisturbed = storedState(await withServer({}, everything));
    expect(storedState(await withServer({ requestsPerToken: 7 }, everything))).toEqual(undisturbed);
    const faults = { rate: 0.15, seed: 2, maxLatencyMs: 5 };
    expect(storedState(await withServer({ faults }, everything))).toEqual(undisturbed);
  });

  test('a locator that has expired starts the window over and loses nothing', async () => {
    const whole = await withServer({}, async ({ baseUrl, clientId, clientSecret }) => {
      const source = createZuoraSource({ baseUrl, clientId, clientSecret });
      return pullAll(streamOf(source, 'accounts'), null, TIMES);
    });
    const first = whole.slice(0, 1);
    await withServer({}, async ({ baseUrl, clientId, clientSecret }) => {
      const source = createZuoraSource({ baseUrl, clientId, clientSecret });
      const rest = await pullAll(streamOf(source, 'accounts'), first[0]?.cursor, TIMES);
      expect(rest.reduce((sum, page) => sum + page.read, 0)).toBeGreaterThanOrEqual(everybody.length - 1);
      expect(storedState([...first, ...rest])).toEqual(storedState(whole));
    });
  });
});

describe('a failure in a 200', () => {
  const reasons = (code: number) =>
    JSON.stringify({ success: false, reasons: [{ code, message: 'said in the body only' }] });

  test.each([
    [53100020, 'upstream-rejected', 0],
    [50000011, 'unauthorized', 0],
    [50000010, 'forbidden', 0],
  ])('with the code %d is %s', async (code, expected, waited) => {
    await withServer({}, async (server) => {
      const faults = new Faults();
      const proxy = await startFaultyProxy(server.baseUrl, faults, (body, path) =>
        path.startsWith('/v1/') ? reasons(code) : body,
      );
      const waits: number[] = [];
      const source = createZuoraSource(
        { ...server, baseUrl: proxy.baseUrl },
        { sleep: async (ms) => void waits.push(ms) },
      );
      await expect(pullAll(streamOf(source, 'accounts'), null, TIMES)).rejects.toMatchObject({
        code: expected,
        message: expect.stringContaining('said in the body only') as string,
      });
      expect(waits).toHaveLength(waited);
      await proxy.close();
    });
  });

  test('that says the limit is exceeded is waited for', async () => {
    await withServer({}, async (server) => {
      let refusals = 2;
      const proxy = await startFaultyProxy(server.baseUrl, new Faults(), (body, path) => {
        if (!path.startsWith('/v1/') || refusals === 0) return body;
        refusals -= 1;
        return reasons(50000070);
      });
      const waits: number[] = [];
      const source = createZuoraSource(
        { ...server, baseUrl: proxy.baseUrl },
        { sleep: async (ms) => void waits.push(ms) },
      );
      const pages = await pullAll(streamOf(source, 'accounts'), null, TIMES);
      expect(pages.length).toBeGreaterThan(1);
      expect(waits).toHaveLength(2);
      await proxy.close();
    });
  });
});
