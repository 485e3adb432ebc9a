import { z } from 'zod';
import { type Call, ok, type Reply } from '../http/call.ts';
import { validationError } from '../http/errors.ts';
import { parseBody } from '../http/parse.ts';
import { readProperty } from '../objects/computed.ts';
import { presentRecord } from '../objects/present.ts';
import { type ObjectType, objectTypeOf } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';
import { comparable, compareValues } from './compare.ts';
import { filterBody, type Predicate, predicateOf } from './filters.ts';
import { matchesQuery } from './tokens.ts';

const MAX_PAGE = 200;
const MAX_RESULTS = 10_000;
const MAX_GROUPS = 5;
const MAX_FILTERS_PER_GROUP = 6;
const MAX_FILTERS = 18;
const MAX_QUERY_LENGTH = 3_000;

const sort = z.union([
  z
    .string()
    .transform((name) =>
      name.startsWith('-')
        ? ({ propertyName: name.slice(1), direction: 'DESCENDING' } as const)
        : ({ propertyName: name, direction: 'ASCENDING' } as const),
    ),
  z.object({
    propertyName: z.string(),
    direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING'),
  }),
]);
type Sort = z.infer<typeof sort>;

const searchBody = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filterBody) })).nullish(),
  /** Short form: one group. */
  filters: z.array(filterBody).nullish(),
  sorts: z.array(sort).nullish(),
  query: z.string().nullish(),
  properties: z.array(z.string()).nullish(),
  limit: z.number().int().nullish(),
  after: z.union([z.string(), z.number()]).nullish(),
});
type SearchRequest = z.infer<typeof searchBody>;

function requireLimits(request: SearchRequest): { limit: number; offset: number } {
  const limit = request.limit ?? 10;
  const offset = Number(request.after || 0);
  if (limit < 0 || limit > MAX_PAGE) {
    throw validationError(`The limit ${limit} is not allowed, it must be between 0 and ${MAX_PAGE}`);
  }
  if (!Number.isInteger(offset) || offset < 0) {
    throw validationError(`Invalid paging offset: ${String(request.after)}`);
  }
  if (offset + limit > MAX_RESULTS) {
    throw validationError(
      `The requested page goes beyond the ${MAX_RESULTS} results that a search can return (after ${offset}, limit ${limit})`,
    );
  }
  if ((request.query?.length ?? 0) > MAX_QUERY_LENGTH) {
    throw validationError(`The query is longer than ${MAX_QUERY_LENGTH} characters`);
  }
  return { limit, offset };
}

function groupsOf(request: SearchRequest) {
  const groups = request.filterGroups ?? [];
  const all = request.filters ? [...groups, { filters: request.filters }] : groups;
  if (all.length > MAX_GROUPS) throw validationError(`More than ${MAX_GROUPS} filter groups`);
  if (all.some((group) => group.filters.length > MAX_FILTERS_PER_GROUP)) {
    throw validationError(`More than ${MAX_FILTERS_PER_GROUP} filters in one group`);
  }
  if (all.reduce((sum, group) => sum + group.filters.length, 0) > MAX_FILTERS) {
    throw validationError(`More than ${MAX_FILTERS} filters`);
  }
  return all;
}

function matcherOf(state: PortalState, type: ObjectType, request: SearchRequest): Predicate {
  const groups = groupsOf(request).map((group) =>
    group.filters.map((filter) => predicateOf(state, type, filter)),
  );
  const query = request.query?.trim() ?? '';
  const matchesText: Predicate = (record) =>
    query === '' ||
    matchesQuery(
      type.searchable.map((name) => readProperty(state, type, record, name) ?? ''),
      query,
    );
  return (record) =>
    (groups.length === 0 || groups.some((group) => group.every((test) => test(record)))) &&
    matchesText(record);
}

/** Records as the search index shows them now: living ones, with recent writes not seen yet. */
function* indexed(state: PortalState, type: ObjectType): Generator<StoredRecord> {
  const stale = state.staleViews(type);
  for (const record of state.table(type.id).after(-1)) {
    const shown = stale.has(record.id) ? stale.get(record.id) : record;
    if (shown?.archivedAt === null) yield shown;
  }
}

/** Sorts by one property; records without it come last, equal ones stay in id order. */
function sorted(state: PortalState, type: ObjectType, records: StoredRecord[], by: Sort): StoredRecord[] {
  const definition = state.properties.find(type.id, by.propertyName);
  if (!definition) throw validationError(`Property "${by.propertyName}" to sort by does not exist`);
  const keyed = records.map((record) => {
    const value = readProperty(state, type, record, by.propertyName);
    return { record, key: value === null ? null : comparable(definition, value) };
  });
  const sign = by.direction === 'DESCENDING' ? -1 : 1;
  keyed.sort((left, right) => {
    if (left.key === null || right.key === null)
      return Number(left.key === null) - Number(right.key === null);
    return sign * (compareValues(left.key, right.key) ?? 0);
  });
  return keyed.map(({ record }) => record);
}

export function searchRecords(call: Call): Reply {
  const { state } = call;
  const type = objectTypeOf(call.params.objectType);
  const request = parseBody({ ...call, body: call.body ?? {} }, searchBody);
  const { limit, offset } = requireLimits(request);
  if ((request.sorts?.length ?? 0) > 1) throw validationError('Only one sort is allowed');
  const matches = matcherOf(state, type, request);
  const found = [...indexed(state, type)].filter(matches);
  const by = request.sorts?.[0];
  const ranked = by ? sorted(state, type, found, by) : found;
  const selection = { properties: request.properties ?? [], history: [] };
  const results = ranked
    .slice(offset, offset + limit)
    .map((record) => presentRecord(state, type, record, selection));
  const next = offset + limit;
  const more = limit > 0 && next < ranked.length;
  return ok({ total: ranked.length, results, ...(more && { paging: { next: { after: String(next) } } }) });
}
