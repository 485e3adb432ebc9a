import { type Page, type Source } from '../../src/model/source.ts';
import { startAmplitude } from '../../src/sandbox/amplitude/server.ts';
import { startStripe } from '../../src/sandbox/stripe/server.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { createAmplitudeSource } from '../../src/sources/amplitude/index.ts';
import { createStripeSource } from '../../src/sources/stripe/index.ts';
import { pullAll, streamOf } from '../batteries/pull.ts';
import { storedState } from '../batteries/stored-state.ts';

/** The sandbox servers were written by other hands than the sources: what they hold has to arrive whole. */

const world = createWorld({ seed: 7, profile: 'demo', companies: 12, days: 40, endDay: '2026-11-21' });
const TIMES = { now: new Date('2026-11-22T06:00:00Z'), since: '2026-11-08' };
const sleep = async () => undefined;

async function pagesOf(source: Source, stream: string): Promise<Page<unknown>[]> {
  return pullAll(streamOf(source, stream), null, TIMES);
}

describe('amplitude on the sandbox', () => {
  test('every working user day of the world arrives', async () => {
    const server = await startAmplitude({ world });
    const { baseUrl, apiKey, secretKey } = server;
    const pages = await pagesOf(createAmplitudeSource({ baseUrl, apiKey, secretKey }, { sleep }), 'events');
    await server.close();
    const days = Array.from({ length: 13 }, (_, day) => `2026-11-${String(day + 9).padStart(2, '0')}`);
    const expected = days.flatMap((day) =>
      world.companies.flatMap((company) =>
        world
          .activity(company, day)
          .filter(({ email }) => email !== '')
          .map(({ userId }) => `${day} ${userId}`),
      ),
    );
    const rows = pages.flatMap((page) => page.usage?.rows ?? []);
    const found = new Set(rows.filter((row) => row.events > 0).map((row) => `${row.day} ${row.userId}`));
    expect(expected.length).toBeGreaterThan(50);
    expect(expected.filter((each) => !found.has(each))).toEqual([]);
  });

  test('faults on the way change nothing', async () => {
    const read = async (faults?: { rate: number; seed: number }) => {
      const server = await startAmplitude({ world, faults });
      const { baseUrl, apiKey, secretKey } = server;
      const pages = await pagesOf(createAmplitudeSource({ baseUrl, apiKey, secretKey }, { sleep }), 'events');
      await server.close();
      return storedState(pages);
    };
    expect(await read({ rate: 0.3, seed: 3 })).toEqual(await read());
  });
});

describe('stripe on the sandbox', () => {
  test('every customer, subscription and invoice arrives, and nothing is set aside', async () => {
    const server = await startStripe({ world });
    const source = createStripeSource({ baseUrl: server.baseUrl, apiKey: server.apiKey }, { sleep });
    const customers = await pagesOf(source, 'customers');
    const subscriptions = await pagesOf(source, 'subscriptions');
    const invoices = await pagesOf(source, 'invoices');
    await server.close();
    const billed = world.companies.flatMap((company) => company.billing.stripeCustomerId ?? []);
    expect(customers.flatMap((page) => page.accounts ?? []).map((each) => each.externalId)).toEqual(
      expect.arrayContaining(billed),
    );
    const subscribed = subscriptions.flatMap((page) => page.records ?? []).map((each) => each.accountId);
    expect(subscribed).toEqual(expect.arrayContaining(billed));
    const ids = new Set(invoices.flatMap((page) => page.records ?? []).map((each) => each.id));
    const issued = world.companies
      .filter((company) => company.billing.stripeCustomerId !== null)
      .flatMap((company) => company.billing.invoices)
      .filter((invoice) => invoice.issuedDay >= TIMES.since && invoice.issuedDay <= world.options.endDay);
    expect(issued.length).toBeGreaterThan(0);
    expect(issued.filter((invoice) => !ids.has(invoice.id))).toEqual([]);
    expect([...customers, ...subscriptions, ...invoices].flatMap((page) => page.quarantined ?? [])).toEqual(
      [],
    );
  });
});
