import { createStripeSource } from '../../../src/sources/stripe/index.ts';
import { Faults } from '../../batteries/faults.ts';
import { pullAll, type PullOverrides, streamOf } from '../../batteries/pull.ts';
import {
  aCharge,
  aCustomer,
  anEvent,
  anInvoice,
  type FakeStripe,
  startFakeStripe,
  unix,
} from './fake-stripe.ts';
import { pullFrom, reasonsOf, recordsOf } from './pulls.ts';

let fake: FakeStripe;

beforeEach(async () => {
  fake = await startFakeStripe(new Faults());
});
afterEach(() => fake.close());

const pull = (stream: string, cursor?: unknown, overrides?: PullOverrides) =>
  pullFrom(fake, stream, cursor, overrides);

const recent = (id: string, day: string) => anInvoice(id, { created: unix(day) });

test('a dated list ends at the day to read from', async () => {
  for (const day of ['11', '10', '09', '08', '07', '06'])
    fake.lists.charges.push(aCharge(`ch_${day}`, { created: unix(`2026-11-${day}`) }));
  const ids = recordsOf(await pull('charges', null, { since: '2026-11-09' })).map((record) => record.id);
  expect(ids).toEqual(['ch_11', 'ch_10', 'ch_09', 'ch_08']);
});

test('of bills those of the year before are read too: one for a year states the seats of the first day', async () => {
  for (const day of ['2026-11-10', '2025-11-20', '2025-11-10', '2025-11-07', '2025-11-06', '2025-11-05'])
    fake.lists.invoices.push(recent(`in_${day}`, day));
  const ids = recordsOf(await pull('invoices', null, { since: '2026-11-09' })).map((record) => record.id);
  expect(ids).toEqual(['in_2026-11-10', 'in_2025-11-20', 'in_2025-11-10', 'in_2025-11-07']);
});

test('invoices that are older and still open are read behind it, page by page, from any place', async () => {
  const old = (id: string, status: string) =>
    anInvoice(id, { created: unix('2023-02-01'), status, due_date: unix('2023-03-01') });
  fake.lists.invoices.push(recent('in_11', '2026-11-11'), recent('in_08', '2025-11-07'));
  fake.lists.invoices.push(old('in_paid', 'paid'), ...['a', 'b', 'c'].map((each) => old(each, 'open')));
  const since = '2026-11-09';
  const pages = await pull('invoices', null, { since });
  const idsOf = (some: typeof pages) => recordsOf(some).map((record) => record.id);
  expect(idsOf(pages)).toEqual(['in_11', 'in_08', 'a', 'b', 'c']);
  expect(recordsOf(pages).at(-1)).toMatchObject({ status: 'open', dueAt: '2023-03-01T00:00:00.000Z' });
  expect(pages.at(-1)?.cursor).toMatchObject({ phase: 'changes' });
  for (const [place, page] of pages.slice(0, -1).entries()) {
    const rest = await pull('invoices', page.cursor, { since });
    expect(idsOf(rest)).toEqual(idsOf(pages.slice(place + 1)));
  }
});

test('charges are settled: nothing older is asked for', async () => {
  fake.lists.charges.push(aCharge('ch_1', { created: unix('2026-11-08') }));
  await pull('charges', null, { since: '2026-11-09' });
  expect(fake.requests.some((each) => each.includes('created[lt]'))).toBe(false);
});

test('afterwards events tell what changed, the newest of an object wins, deletions are told', async () => {
  const first = await pull('invoices');
  const at = '2026-11-12T12:2';
  fake.lists.events.push(
    anEvent('evt_4', 'invoice.deleted', `${at}9:00Z`, anInvoice('in_9')),
    anEvent('evt_3', 'invoice.paid', `${at}8:00Z`, anInvoice('in_1')),
    anEvent('evt_2', 'customer.updated', `${at}7:00Z`, aCustomer('cus_1')),
    anEvent('evt_1', 'invoice.finalized', `${at}6:00Z`, anInvoice('in_1', { status: 'open' })),
    anEvent('evt_0', 'invoice.paid', '2026-11-12T11:00:00Z', anInvoice('in_0')),
  );
  fake.lists.invoices.push(anInvoice('in_unseen'));
  const pages = await pull('invoices', first.at(-1)?.cursor);
  expect(recordsOf(pages)).toMatchObject([{ id: 'in_1', status: 'paid' }]);
  expect(pages.flatMap((page) => page.deleted)).toEqual([{ kind: 'invoice', id: 'in_9' }]);
  expect(fake.requests.at(-1)).toContain('types[]=invoice.paid');
});

describe('several events of an object in its newest second', () => {
  const AT = '2026-11-12T12:29:00Z';
  const open = anInvoice('in_1', { status: 'open' });
  const paid = anInvoice('in_1');
  const asked = () => fake.requests.filter((each) => each.startsWith('/v1/invoices/'));
  const changesOf = async (...events: unknown[]) => {
    const first = await pull('invoices');
    fake.lists.events.push(...events);
    return pull('invoices', first.at(-1)?.cursor);
  };

  test('that differ: the object itself tells which is the last', async () => {
    fake.single.set('/v1/invoices/in_1', paid);
    const pages = await changesOf(
      anEvent('evt_3', 'invoice.finalized', AT, open),
      anEvent('evt_2', 'invoice.paid', AT, paid),
      anEvent('evt_1', 'invoice.updated', '2026-11-12T12:28:00Z', open),
    );
    expect(recordsOf(pages)).toMatchObject([{ id: 'in_1', status: 'paid' }]);
    expect(asked()).toHaveLength(1);
  });

  test('that agree, and older ones that do not, need no question', async () => {
    const pages = await changesOf(
      anEvent('evt_3', 'invoice.paid', AT, paid),
      anEvent('evt_2', 'invoice.payment_succeeded', AT, paid),
      anEvent('evt_1', 'invoice.finalized', '2026-11-12T12:28:59Z', open),
    );
    expect(recordsOf(pages)).toMatchObject([{ status: 'paid' }]);
    expect(asked()).toEqual([]);
  });

  test('one of which deleted it: it is gone if Stripe knows it no more', async () => {
    const events = [
      anEvent('evt_2', 'invoice.updated', AT, open),
      anEvent('evt_1', 'invoice.deleted', AT, open),
    ];
    const pages = await changesOf(...events);
    expect(pages.flatMap((page) => page.deleted)).toEqual([{ kind: 'invoice', id: 'in_1' }]);
    expect(recordsOf(pages)).toEqual([]);
  });

  test('none of which did: the first listed counts if Stripe does not show it', async () => {
    const pages = await changesOf(
      anEvent('evt_2', 'invoice.paid', AT, paid),
      anEvent('evt_1', 'invoice.finalized', AT, open),
    );
    expect(recordsOf(pages)).toMatchObject([{ status: 'paid' }]);
  });

  test('of a customer deleted since, whom Stripe shows without a name', async () => {
    const first = await pull('customers');
    fake.lists.events.push(
      anEvent('evt_2', 'customer.updated', AT, aCustomer('cus_1')),
      anEvent('evt_1', 'customer.created', AT, aCustomer('cus_1', { name: 'Acne' })),
    );
    fake.single.set('/v1/customers/cus_1', { id: 'cus_1', object: 'customer', deleted: true });
    const pages = await pull('customers', first.at(-1)?.cursor);
    expect(pages.flatMap((page) => page.accounts)).toMatchObject([{ externalId: 'cus_1', name: 'Acme' }]);
  });
});

test('a cursor older than events reach starts a new walk', async () => {
  const first = await pull('invoices');
  fake.lists.invoices.push(recent('in_1', '2026-12-20'));
  const pages = await pull('invoices', first.at(-1)?.cursor, { now: new Date('2026-12-20T00:00:00Z') });
  expect(recordsOf(pages).map((record) => record.id)).toEqual(['in_1']);
});

test('an event that cannot be read is set aside', async () => {
  const first = await pull('invoices');
  fake.lists.events.push({ ...anEvent('evt_1', 'invoice.paid', '2026-11-12T12:29:00Z', {}), data: 'none' });
  expect(reasonsOf(await pull('invoices', first.at(-1)?.cursor))).toEqual([
    'evt_1: an event that cannot be read',
  ]);
});

test('the wrong key is never repeated in the error', async () => {
  const source = createStripeSource({ baseUrl: fake.baseUrl, apiKey: 'sk_test_secret' });
  const error = await pullAll(streamOf(source, 'customers')).catch((thrown: Error) => thrown);
  expect(String((error as Error).message)).not.toContain('k_test');
});
