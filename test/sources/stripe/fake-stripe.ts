import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Faults } from '../../batteries/faults.ts';

/** An object as Stripe sends it, as far as the source reads it; tests bend it at will. */
export type StripeObject = Readonly<Record<string, unknown>>;

export interface FakeStripe {
  readonly baseUrl: string;
  /** Objects by list path without `/v1/`, in the order of the list: newest first. */
  readonly lists: Record<'customers' | 'subscriptions' | 'invoices' | 'charges' | 'events', unknown[]>;
  /** Answers of single paths, for example of `/v1/subscriptions/sub_1`. */
  readonly single: Map<string, unknown>;
  /** Paths asked for, with their queries. */
  readonly requests: string[];
  /** Objects in a page, whatever `limit` says. */
  pageSize: number;
  readonly close: () => Promise<void>;
}

export const API_KEY = 'rk_test_fake';

/** A Stripe on loopback with the lists the source reads: `starting_after`, `has_more`, `created`, `status`. */
export async function startFakeStripe(faults: Faults): Promise<FakeStripe> {
  const lists: FakeStripe['lists'] = {
    customers: [],
    subscriptions: [],
    invoices: [],
    charges: [],
    events: [],
  };
  const single = new Map<string, unknown>();
  const requests: string[] = [];
  const state = { pageSize: 2 };

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://fake');
    requests.push(decodeURIComponent(request.url ?? ''));
    if (faults.intercept(request, response)) return;
    if (request.headers.authorization !== `Bearer ${API_KEY}`) {
      return sendError(response, 401, `Invalid API Key provided: ${API_KEY}_wrong`);
    }
    const body = single.get(url.pathname) ?? listPage(url);
    if (body === undefined) return sendError(response, 404, `Unrecognized request URL ${url.pathname}`);
    faults.send(response, Buffer.from(JSON.stringify(body)), { 'content-type': 'application/json' });
  }

  function listPage(url: URL): unknown {
    const objects = (lists as Record<string, unknown[]>)[url.pathname.replace('/v1/', '')];
    if (objects === undefined) return undefined;
    const since = Number(url.searchParams.get('created[gte]') ?? 0);
    const until = Number(url.searchParams.get('created[lt]') ?? Number.POSITIVE_INFINITY);
    const status = url.searchParams.get('status');
    const fitting = (objects as StripeObject[]).filter(
      (object) =>
        Number(object.created) >= since &&
        (Number(object.created) < until || until === Number.POSITIVE_INFINITY) &&
        (status === null || status === 'all' || object.status === status),
    );
    const after = url.searchParams.get('starting_after');
    const start = after === null ? 0 : fitting.findIndex((object) => object.id === after) + 1;
    const data = fitting.slice(start, start + state.pageSize);
    return { object: 'list', url: url.pathname, data, has_more: start + data.length < fitting.length };
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(state, { baseUrl, lists, single, requests, close });
}

function sendError(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { type: 'invalid_request_error', message } }));
}

/** Unix seconds of an ISO day or instant. */
export function unix(iso: string): number {
  return Date.parse(iso) / 1000;
}

export function aCustomer(id: string, overrides: StripeObject = {}): StripeObject {
  return {
    id,
    object: 'customer',
    created: unix('2026-01-01'),
    name: 'Acme',
    email: 'billing@acme.com',
    metadata: {},
    ...overrides,
  };
}

/** In the shape of the pinned version: the period lies on the items. */
export function aSubscription(id: string, overrides: StripeObject = {}): StripeObject {
  return {
    id,
    object: 'subscription',
    customer: 'cus_1',
    status: 'active',
    currency: 'eur',
    created: unix('2026-01-01'),
    start_date: unix('2026-01-01'),
    ended_at: null,
    canceled_at: null,
    cancel_at: null,
    cancel_at_period_end: false,
    discounts: [],
    items: { object: 'list', has_more: false, data: [anItem()] },
    ...overrides,
  };
}

export function anItem(overrides: StripeObject = {}, price: StripeObject = {}): StripeObject {
  return {
    id: 'si_1',
    quantity: 10,
    current_period_end: unix('2027-01-01'),
    discounts: [],
    price: {
      id: 'price_1',
      currency: 'eur',
      unit_amount: 24000,
      unit_amount_decimal: '24000',
      billing_scheme: 'per_unit',
      recurring: { interval: 'year', interval_count: 1, usage_type: 'licensed' },
      ...price,
    },
    ...overrides,
  };
}

export function anInvoice(id: string, overrides: StripeObject = {}): StripeObject {
  return {
    id,
    object: 'invoice',
    customer: 'cus_1',
    status: 'paid',
    currency: 'eur',
    created: unix('2026-10-01'),
    due_date: unix('2026-10-31'),
    total: 20000,
    status_transitions: { finalized_at: unix('2026-10-01T01:00:00Z'), paid_at: unix('2026-10-20') },
    lines: { object: 'list', has_more: false, data: [anInvoiceLine()] },
    ...overrides,
  };
}

export function anInvoiceLine(overrides: StripeObject = {}): StripeObject {
  return {
    id: 'il_1',
    amount: 20000,
    quantity: 10,
    period: { start: unix('2026-10-01'), end: unix('2026-11-01') },
    discount_amounts: [],
    parent: { type: 'subscription_item_details', subscription_item_details: { proration: false } },
    ...overrides,
  };
}

export function aCharge(id: string, overrides: StripeObject = {}): StripeObject {
  return {
    id,
    object: 'charge',
    customer: 'cus_1',
    status: 'failed',
    created: unix('2026-10-02'),
    ...overrides,
  };
}

export function anEvent(id: string, type: string, at: string, object: StripeObject): StripeObject {
  return { id, object: 'event', type, created: unix(at), data: { object } };
}
