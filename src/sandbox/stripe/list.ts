import { invalidRequest, isStripeError, type StripeError } from './errors.ts';
import { expandAll } from './expand.ts';
import { type Collection, type Ledger } from './ledger.ts';
import { type ParsedParameters, unknownParameter } from './parameters.ts';
import { type StripeObject } from './stripe-object.ts';

type Matches = (object: StripeObject) => boolean;

export interface ListPage {
  readonly object: 'list';
  readonly data: readonly StripeObject[];
  readonly has_more: boolean;
  readonly url: string;
}

const COMMON = ['limit', 'starting_after', 'ending_before', 'created', 'expand'];
/** Parameters besides the common ones; each is compared with the field of its name unless stated below. */
const FILTERS: Readonly<Record<Collection, readonly string[]>> = {
  customers: ['email'],
  subscriptions: ['customer', 'status', 'collection_method'],
  invoices: ['customer', 'subscription', 'status', 'collection_method', 'due_date'],
  charges: ['customer', 'payment_intent'],
  prices: ['active', 'currency', 'product', 'type'],
  events: ['type', 'types'],
};
const RANGES = ['created', 'due_date'];
const COMPARISONS: Readonly<Record<string, (field: number, bound: number) => boolean>> = {
  gt: (field, bound) => field > bound,
  gte: (field, bound) => field >= bound,
  lt: (field, bound) => field < bound,
  lte: (field, bound) => field <= bound,
};
const OPEN_STATUSES = ['active', 'past_due', 'trialing', 'unpaid', 'incomplete', 'paused'];

function integer(text: string, param: string): number | StripeError {
  return /^-?\d+$/.test(text)
    ? Number(text)
    : invalidRequest(`Invalid integer: ${text}`, { code: 'parameter_invalid_integer', param });
}

function rangeMatcher(field: string, bounds: Readonly<Record<string, string>>): Matches | StripeError {
  const checks: ((value: number) => boolean)[] = [];
  for (const [name, text] of Object.entries(bounds)) {
    const param = `${field}[${name}]`;
    const compare = COMPARISONS[name];
    if (compare === undefined) {
      return invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
    }
    const bound = integer(text, param);
    if (typeof bound !== 'number') return bound;
    checks.push((value) => compare(value, bound));
  }
  return (object) => {
    const value = object[field];
    return typeof value === 'number' && checks.every((check) => check(value));
  };
}

/** Subscriptions that have ended are left out unless they are asked for. */
function statusMatcher(collection: Collection, wanted: string | undefined): Matches {
  if (collection !== 'subscriptions') return ({ status }) => wanted === undefined || status === wanted;
  if (wanted === 'all') return () => true;
  if (wanted === 'ended') return ({ status }) => status === 'canceled';
  const allowed = wanted === undefined ? OPEN_STATUSES : [wanted];
  return ({ status }) => typeof status === 'string' && allowed.includes(status);
}

/** `invoice.*` means all types that start with `invoice.`. */
function typeMatcher(patterns: readonly string[]): Matches {
  const fits = (type: string, pattern: string) =>
    pattern === '*' || (pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern);
  return ({ type }) => typeof type === 'string' && patterns.some((pattern) => fits(type, pattern));
}

function subscriptionOf(object: StripeObject): unknown {
  const parent = object['parent'] as { subscription_details?: { subscription?: unknown } } | undefined;
  return parent?.subscription_details?.subscription;
}

function valueMatcher(collection: Collection, name: string, wanted: string): Matches | StripeError {
  if (name === 'status') return statusMatcher(collection, wanted);
  if (name === 'type' && collection === 'events') return typeMatcher([wanted]);
  if (name === 'subscription') return (object) => subscriptionOf(object) === wanted;
  if (!RANGES.includes(name)) return (object) => String(object[name]) === wanted;
  const bound = integer(wanted, name);
  return typeof bound === 'number' ? (object) => object[name] === bound : bound;
}

function matchers(collection: Collection, parameters: ParsedParameters): (Matches | StripeError)[] {
  const { values, lists, ranges } = parameters;
  const types = lists.get('types');
  const filtered = [...values].filter(
    ([name]) => RANGES.includes(name) || FILTERS[collection].includes(name),
  );
  return [
    ...filtered.map(([name, wanted]) => valueMatcher(collection, name, wanted)),
    ...[...ranges].map(([field, bounds]) => rangeMatcher(field, bounds)),
    ...(types === undefined ? [] : [typeMatcher(types)]),
    ...(values.has('status') ? [] : [statusMatcher(collection, undefined)]),
  ];
}

function pageSize(values: ReadonlyMap<string, string>): number | StripeError {
  const limit = integer(values.get('limit') ?? '10', 'limit');
  if (typeof limit !== 'number') return limit;
  return limit >= 1 && limit <= 100
    ? limit
    : invalidRequest('Invalid limit: must be between 1 and 100', {
        code: 'parameter_invalid_integer',
        param: 'limit',
      });
}

function placeOf(all: readonly StripeObject[], id: string, param: string): number | StripeError {
  const place = all.findIndex((object) => object.id === id);
  return place >= 0 ? place : invalidRequest(`No such object: '${id}'`, { code: 'resource_missing', param });
}

/** The objects between the cursors. `all` is newest first; a page before a cursor ends right before it. */
function cut(
  all: readonly StripeObject[],
  values: ReadonlyMap<string, string>,
  limit: number,
  matches: Matches,
): { data: StripeObject[]; more: boolean } | StripeError {
  const after = values.get('starting_after');
  const before = values.get('ending_before');
  if (after !== undefined && before !== undefined) {
    return invalidRequest('You cannot specify both starting_after and ending_before.');
  }
  const cursor = after ?? before;
  const param = after === undefined ? 'ending_before' : 'starting_after';
  const place = cursor === undefined ? -1 : placeOf(all, cursor, param);
  if (typeof place !== 'number') return place;
  const backwards = before !== undefined;
  const found = (backwards ? all.slice(0, place) : all.slice(place + 1)).filter(matches);
  const data = backwards ? found.slice(-limit) : found.slice(0, limit);
  return { data, more: found.length > limit };
}

/** A page of a collection, newest first. */
export function listPage(
  ledger: Ledger,
  collection: Collection,
  parameters: ParsedParameters,
): ListPage | StripeError {
  const unknown = unknownParameter(parameters, [...COMMON, ...FILTERS[collection]]);
  if (unknown !== null) return unknown;
  const limit = pageSize(parameters.values);
  if (typeof limit !== 'number') return limit;
  const checks: Matches[] = [];
  for (const matcher of matchers(collection, parameters)) {
    if (typeof matcher !== 'function') return matcher;
    checks.push(matcher);
  }
  const matches: Matches = (object) => checks.every((check) => check(object));
  const page = cut(ledger.collections[collection], parameters.values, limit, matches);
  if (isStripeError(page)) return page;
  const list = { object: 'list' as const, data: page.data, has_more: page.more, url: `/v1/${collection}` };
  return expandAll(ledger, list, parameters.lists.get('expand') ?? []);
}
