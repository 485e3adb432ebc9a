import Stripe from 'stripe';
import { addDays, dayOf, daysBetween } from '../../../src/model/day.ts';
import { type StripeOptions, type StripeServer, startStripe } from '../../../src/sandbox/stripe/server.ts';
import { API_VERSION } from '../../../src/sandbox/stripe/stripe-object.ts';
import { type World, type WorldCompany } from '../../../src/sandbox/world/types.ts';
import { END_DAY, worldOf } from '../world/worlds.ts';

const world = worldOf({ seed: 8, companies: 150, days: 365 });
let server: StripeServer;

async function start(options: Partial<StripeOptions> = {}): Promise<StripeServer> {
  return startStripe({ world, requestsPerSecond: 100_000, ...options });
}

/** The official client, unmodified. */
function clientOf({ baseUrl, apiKey }: StripeServer, options: Partial<Stripe.StripeConfig> = {}): Stripe {
  const { hostname, port } = new URL(baseUrl);
  return new Stripe(apiKey, { host: hostname, port, protocol: 'http', telemetry: false, ...options });
}

async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

function billed(of: World): WorldCompany[] {
  return [...of.companies, ...of.strangers].filter(({ billing }) => billing.stripeCustomerId !== null);
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.baseUrl}${path}`, {
    headers: { authorization: `Bearer ${server.apiKey}`, ...headers },
  });
}

beforeAll(async () => {
  server = await start();
});

afterAll(async () => {
  await server.close();
});

describe('the official client', () => {
  test('pages through everything, newest first, without duplicates', async () => {
    const stripe = clientOf(server);
    const invoices = await all(stripe.invoices.list({ limit: 100 }));
    const expected = billed(world).flatMap(({ billing }) => billing.invoices.map(({ id }) => id));
    expect(expected.length).toBeGreaterThan(300);
    expect(invoices.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
    const created = invoices.map((invoice) => invoice.created);
    expect(created).toEqual(created.toSorted((a, b) => b - a));
    const customers = await all(stripe.customers.list({ limit: 7 }));
    expect(new Set(customers.map(({ id }) => id)).size).toBe(billed(world).length);
  });

  test('pages backwards with ending_before', async () => {
    const stripe = clientOf(server);
    const forwards = await all(stripe.prices.list({ limit: 10 }));
    const last = forwards.at(-1)?.id ?? '';
    const backwards = await all(stripe.prices.list({ limit: 10, ending_before: last }));
    expect(backwards.map(({ id }) => id).toReversed()).toEqual(forwards.slice(0, -1).map(({ id }) => id));
  });

  test('reads subscriptions in the new shape', async () => {
    const subscriptions = await all(clientOf(server).subscriptions.list({ status: 'all', limit: 100 }));
    expect(subscriptions).toHaveLength(billed(world).length);
    const byCustomer = new Map(billed(world).map((company) => [company.billing.stripeCustomerId, company]));
    for (const subscription of subscriptions) {
      const company = byCustomer.get(subscription.customer as string);
      const item = subscription.items.data[0];
      const lost = company?.truth.churnDay ?? '9999';
      expect(subscription.status === 'canceled').toBe(lost <= END_DAY);
      expect(subscription.ended_at === null ? null : dayOf(subscription.ended_at * 1000)).toBe(
        lost <= END_DAY ? lost : null,
      );
      expect(item?.quantity).toBe(company?.seats.at(-1)?.seats);
      expect(item?.price.unit_amount_decimal?.toString()).toBe(String(company?.billing.unitAmountMinor));
      expect(dayOf((item?.current_period_end ?? 0) * 1000)).toBe(company?.billing.renewsAt);
      expect(subscription).not.toHaveProperty('current_period_end');
    }
    const overdue = (company: WorldCompany) =>
      (company.truth.churnDay ?? '9999') > END_DAY &&
      company.billing.invoices.some(({ dueDay, paidDay }) => dueDay < END_DAY && paidDay === null);
    const open = await all(clientOf(server).subscriptions.list({ limit: 100 }));
    expect(open.some(({ status }) => status === 'canceled')).toBe(false);
    const pastDue = open.filter(({ status }) => status === 'past_due').map(({ customer }) => customer);
    const expected = billed(world).filter(overdue);
    expect(expected.length).toBeGreaterThan(0);
    expect(pastDue.toSorted()).toEqual(expected.map(({ billing }) => billing.stripeCustomerId).toSorted());
  });

  test('reads invoices in the new shape, with seats on their lines and the days of the world', async () => {
    const invoices = await all(clientOf(server).invoices.list({ limit: 100 }));
    const known = new Map(
      billed(world).flatMap(({ billing }) => billing.invoices.map((one) => [one.id, one])),
    );
    let sent = 0;
    for (const invoice of invoices) {
      const expected = known.get(invoice.id ?? '');
      const line = invoice.lines.data.at(-1);
      expect(line?.quantity).toBe(expected?.seats);
      expect(invoice.lines.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(invoice.total);
      expect(invoice.total).toBe(expected?.amountMinor);
      expect(dayOf((line?.period.end ?? 0) * 1000)).toBe(expected?.periodEndDay);
      expect(invoice.parent?.subscription_details?.subscription).toMatch(/^sub_/);
      expect(invoice).not.toHaveProperty('paid');
      expect(invoice).not.toHaveProperty('subscription');
      const paidAt = invoice.status_transitions.paid_at;
      expect(paidAt === null ? null : dayOf(paidAt * 1000)).toBe(expected?.paidDay);
      expect(invoice.status === 'paid').toBe(expected?.paidDay !== null);
      if (invoice.due_date === null) continue;
      sent += 1;
      expect(dayOf(invoice.due_date * 1000)).toBe(expected?.dueDay);
    }
    expect(sent).toBeGreaterThan(50);
    expect(sent).toBeLessThan(invoices.length);
  });

  test('finds the failed charges of involuntary churners', async () => {
    const charges = await all(clientOf(server).charges.list({ limit: 100 }));
    const failed = charges.filter(({ status }) => status === 'failed');
    const expected = billed(world).flatMap(({ billing }) =>
      billing.invoices.flatMap(({ failedDays }) =>
        failedDays.map((day) => `${billing.stripeCustomerId} ${day}`),
      ),
    );
    expect(expected.length).toBeGreaterThan(3);
    expect(
      failed.map(({ customer, created }) => `${customer as string} ${dayOf(created * 1000)}`).toSorted(),
    ).toEqual(expected.toSorted());
  });

  test('reads the events of the last 30 days by type and date', async () => {
    const stripe = clientOf(server);
    const types = ['invoice.paid', 'invoice.finalized', 'customer.subscription.deleted'];
    const events = await all(stripe.events.list({ types, limit: 100 }));
    expect(new Set(events.map(({ type }) => type as string))).toEqual(new Set(types));
    expect(events.every(({ created }) => daysBetween(dayOf(created * 1000), END_DAY) < 30)).toBe(true);
    const since = Date.parse(`${addDays(END_DAY, -5)}T00:00:00Z`) / 1000;
    const recent = await all(stripe.events.list({ types, limit: 100, created: { gte: since } }));
    expect(recent.map(({ id }) => id)).toEqual(
      events.filter(({ created }) => created >= since).map(({ id }) => id),
    );
    expect(recent.length).toBeLessThan(events.length);
    const wild = await all(stripe.events.list({ type: 'invoice.*', limit: 100 }));
    expect(wild.every(({ type }) => type.startsWith('invoice.'))).toBe(true);
  });

  test('expands references and retrieves by id', async () => {
    const stripe = clientOf(server);
    const page = await stripe.subscriptions.list({
      limit: 1,
      expand: ['data.customer', 'data.latest_invoice'],
    });
    const [first] = page.data;
    expect(first?.customer).toMatchObject({ object: 'customer' });
    expect(first?.latest_invoice).toMatchObject({ object: 'invoice' });
    const again = await stripe.subscriptions.retrieve(first?.id ?? '', {
      expand: ['items.data.price.product'],
    });
    expect(again.items.data[0]?.price.product).toMatchObject({ object: 'product', name: 'Seat' });
    await expect(stripe.subscriptions.list({ expand: ['data.status'] })).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(stripe.subscriptions.retrieve('sub_nobody')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
    });
    await expect(stripe.invoices.retrieve(first?.id ?? '')).rejects.toMatchObject({ statusCode: 404 });
  });

  test('gets through seeded faults with its own retries', async () => {
    const faulty = await start({ faults: { seed: 9, rate: 0.3, kinds: ['error', 'rate-limit', 'drop'] } });
    const stripe = clientOf(faulty, { maxNetworkRetries: 8 });
    const customers = await all(stripe.customers.list({ limit: 20 }));
    await faulty.close();
    expect(new Set(customers.map(({ id }) => id)).size).toBe(billed(world).length);
  });
});

describe('refusals', () => {
  test.each([
    ['/v1/customers?limit=101', 'limit'],
    ['/v1/customers?limit=0', 'limit'],
    ['/v1/customers?limit=ten', 'limit'],
    ['/v1/customers?starting_after=cus_nobody', 'starting_after'],
    ['/v1/customers?colour=red', 'colour'],
    ['/v1/invoices?created[about]=5', 'created[about]'],
    ['/v1/invoices?created[gte]=today', 'created[gte]'],
    ['/v1/invoices?expand[]=data.nonsense', 'expand'],
    ['/v1/invoices?expand[]=data.a.b.c.d', 'expand'],
  ])('%s', async (path, param) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    expect(response.headers.get('stripe-should-retry')).toBe('false');
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param } });
  });

  test('both cursors at once', async () => {
    expect((await get('/v1/customers?starting_after=a&ending_before=b')).status).toBe(400);
  });

  test('no key, a wrong key, another version, an unknown path', async () => {
    expect((await fetch(`${server.baseUrl}/v1/customers`)).status).toBe(401);
    expect((await get('/v1/customers', { authorization: 'Bearer sk_test_wrong' })).status).toBe(401);
    expect((await get('/v1/customers', { authorization: `Basic ${btoa(`${server.apiKey}:`)}` })).status).toBe(
      200,
    );
    expect((await get('/v1/customers', { 'stripe-version': '2024-06-20' })).status).toBe(400);
    expect((await get('/v1/unicorns')).status).toBe(404);
  });

  test('every answer names its request and the version', async () => {
    const [first, second] = [await get('/v1/prices'), await get('/v1/unicorns')];
    expect(first.headers.get('stripe-version')).toBe(API_VERSION);
    expect(first.headers.get('request-id')).toMatch(/^req_[0-9a-f]{14}$/);
    expect(second.headers.get('request-id')).not.toBe(first.headers.get('request-id'));
  });

  test('too many requests in a second', async () => {
    let now = 0;
    const limited = await start({ requestsPerSecond: 2, now: () => now });
    const ask = async () => {
      const headers = { authorization: `Bearer ${limited.apiKey}` };
      return (await fetch(`${limited.baseUrl}/v1/prices`, { headers })).status;
    };
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
    now = 1000;
    expect(await ask()).toBe(200);
    await limited.close();
  });
});

describe('what may not be known', () => {
  test('links to the CRM only where the world has them', async () => {
    const customers = await all(clientOf(server).customers.list({ limit: 100 }));
    for (const customer of customers) {
      const company = billed(world).find(({ billing }) => billing.stripeCustomerId === customer.id);
      const link = company?.billing.link;
      expect(customer.metadata['hubspot_company_id']).toBe(link === 'metadata' ? company?.id : undefined);
      expect(customer.email?.endsWith(company?.domain ?? '')).toBe(link !== 'free-mail');
    }
  });

  test('no answer names what is only in the truth', async () => {
    const ahead = billed(world).filter(({ truth }) => (truth.churnDay ?? '') > END_DAY);
    expect(ahead.length).toBeGreaterThan(0);
    for (const path of ['customers', 'subscriptions', 'invoices', 'charges', 'events']) {
      const text = await (
        await get(`/v1/${path}?limit=100${path === 'subscriptions' ? '&status=all' : ''}`)
      ).text();
      expect(text).not.toMatch(/behavioural|involuntary|silent|onset|churn|truth/i);
    }
    const future = Date.parse(`${addDays(END_DAY, 1)}T00:00:00Z`) / 1000;
    for (const invoice of await all(clientOf(server).invoices.list({ limit: 100 }))) {
      expect(invoice.created).toBeLessThan(future);
      expect(invoice.status_transitions.paid_at ?? 0).toBeLessThan(future);
    }
    for (const company of ahead) {
      const id = `sub_${company.accountId.slice(5)}`;
      const subscription = await clientOf(server).subscriptions.retrieve(id);
      expect(subscription).toMatchObject({ canceled_at: null, cancel_at: null, ended_at: null });
    }
  });
});
