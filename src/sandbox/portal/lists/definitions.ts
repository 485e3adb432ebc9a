import { z } from 'zod';
import { type Call, noContent, ok, type Reply } from '../http/call.ts';
import { PortalError, validationError } from '../http/errors.ts';
import { booleanParam, listParam, parseBody } from '../http/parse.ts';
import { objectTypeOf } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type FilterBranch, filterBranch } from './branch.ts';
import { compileBranch, requireListShape, requireProperties } from './evaluate.ts';
import { type StoredList } from './list.ts';

const createBody = z.object({
  name: z.string().min(1),
  objectTypeId: z.string(),
  processingType: z.enum(['MANUAL', 'DYNAMIC', 'SNAPSHOT']),
  filterBranch: filterBranch.nullish(),
});

const filtersBody = z.object({ filterBranch });

const searchBody = z.object({
  query: z.string().nullish(),
  listIds: z.array(z.union([z.string(), z.number()]).transform(String)).nullish(),
  processingTypes: z.array(z.string()).nullish(),
  objectTypeId: z.string().nullish(),
  offset: z.number().int().min(0).nullish(),
  count: z.number().int().min(0).nullish(),
  additionalProperties: z.array(z.string()).nullish(),
});

const MAX_SEARCH_PAGE = 500;

const iso = (ms: number): string => new Date(ms).toISOString();

function presentBase(list: StoredList) {
  return {
    listId: list.listId,
    listVersion: list.listVersion,
    name: list.name,
    objectTypeId: list.objectTypeId,
    processingStatus: list.processingStatus,
    processingType: list.processingType,
    createdAt: iso(list.createdAt),
    updatedAt: iso(list.updatedAt),
    filtersUpdatedAt: iso(list.filtersUpdatedAt),
    ...(list.deletedAt !== null && { deletedAt: iso(list.deletedAt) }),
  };
}

function present(state: PortalState, list: StoredList, withFilters: boolean) {
  return {
    ...presentBase(list),
    size: state.lists.size(list.listId),
    ...(withFilters && list.filterBranch && { filterBranch: list.filterBranch }),
  };
}

function notFound(what: string): PortalError {
  return new PortalError(404, {
    message: `List does not exist with ${what}.`,
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'ILS.LIST_NOT_FOUND',
  });
}

/** A list that was not deleted. @throws PortalError 404 */
export function getList(call: Call, deleted = false): StoredList {
  const listId = call.params.listId ?? '';
  const list = call.state.lists.get(listId);
  if (list && (list.deletedAt !== null) === deleted) return list;
  throw notFound(`ID ${listId}`);
}

function requireFreeName(state: PortalState, name: string, objectTypeId: string, except?: string): void {
  const wanted = name.toLowerCase();
  const taken = state.lists
    .all()
    .some(
      (list) =>
        list.name.toLowerCase() === wanted &&
        list.objectTypeId === objectTypeId &&
        list.deletedAt === null &&
        list.listId !== except,
    );
  if (!taken) return;
  throw new PortalError(400, {
    message: `There is already a list with the name "${name}" in your portal.`,
    category: 'VALIDATION_ERROR',
    subCategory: 'ILS.DUPLICATE_LIST_NAMES',
  });
}

/** The filters of a list, checked. @throws PortalError 400 when they do not fit the kind of list */
function checkedBranch(
  state: PortalState,
  objectTypeId: string,
  processingType: string,
  branch: FilterBranch | null,
): FilterBranch | null {
  if (processingType === 'MANUAL') {
    if (branch) throw validationError('A MANUAL list cannot have a filterBranch');
    return null;
  }
  if (!branch) throw validationError(`A ${processingType} list needs a filterBranch`);
  requireListShape(branch);
  requireProperties(branch, (name) => state.properties.find(objectTypeId, name) !== undefined);
  compileBranch(branch);
  return branch;
}

/** Members of a dynamic list are worked out after the answer, as in HubSpot. */
function fillLater(state: PortalState, listId: string): void {
  setImmediate(() => {
    state.lists.fill(listId);
    // A failed write is tried again with the next one and reported there.
    state.journal.flush().catch(() => undefined);
  });
}

export function postList(call: Call): Reply {
  const { state } = call;
  const input = parseBody(call, createBody);
  const objectTypeId = objectTypeOf(input.objectTypeId).id;
  requireFreeName(state, input.name, objectTypeId);
  const now = state.now();
  const branch = checkedBranch(state, objectTypeId, input.processingType, input.filterBranch ?? null);
  const list: StoredList = {
    listId: state.lists.nextId(),
    name: input.name,
    objectTypeId,
    processingType: input.processingType,
    processingStatus: branch ? 'PROCESSING' : 'COMPLETE',
    listVersion: 1,
    filterBranch: branch,
    createdAt: now,
    updatedAt: now,
    filtersUpdatedAt: now,
    deletedAt: null,
  };
  state.lists.save(list);
  if (branch) fillLater(state, list.listId);
  return ok({ list: present(state, list, true) });
}

export function readList(call: Call): Reply {
  return ok({ list: present(call.state, getList(call), booleanParam(call, 'includeFilters')) });
}

export function readLists(call: Call): Reply {
  const ids = listParam(call, 'listIds');
  const wanted = call.state.lists
    .all()
    .filter((list) => list.deletedAt === null && ids.includes(list.listId));
  const filters = booleanParam(call, 'includeFilters');
  return ok({ lists: wanted.map((list) => present(call.state, list, filters)) });
}

export function readListByName(call: Call): Reply {
  const name = (call.params.listName ?? '').toLowerCase();
  const type = objectTypeOf(call.params.objectTypeId);
  const list = call.state.lists
    .all()
    .find(
      (each) => each.name.toLowerCase() === name && each.objectTypeId === type.id && each.deletedAt === null,
    );
  if (!list) throw notFound(`name ${call.params.listName}`);
  return ok({ list: present(call.state, list, booleanParam(call, 'includeFilters')) });
}

/** What a search can show of a list beyond its definition; values are texts. */
function additional(state: PortalState, list: StoredList, wanted: readonly string[]): Record<string, string> {
  const last = Math.max(0, ...state.lists.members(list.listId).map(([, joined]) => joined));
  const known: Record<string, string> = {
    hs_list_size: String(state.lists.size(list.listId)),
    ...(last > 0 && { hs_last_record_added_at: String(last) }),
  };
  const names = [...new Set([...wanted, 'hs_list_size', 'hs_last_record_added_at'])];
  return Object.fromEntries(
    names.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])),
  );
}

export function searchLists(call: Call): Reply {
  const { state } = call;
  const input = parseBody({ ...call, body: call.body ?? {} }, searchBody);
  const query = input.query?.toLowerCase() ?? '';
  const found = state.lists
    .all()
    .filter((list) => list.deletedAt === null && list.name.toLowerCase().includes(query))
    .filter((list) => !input.listIds?.length || input.listIds.includes(list.listId))
    .filter((list) => !input.processingTypes?.length || input.processingTypes.includes(list.processingType))
    .filter((list) => !input.objectTypeId || list.objectTypeId === input.objectTypeId);
  const offset = input.offset ?? 0;
  const page = found.slice(offset, offset + Math.min(input.count ?? 20, MAX_SEARCH_PAGE));
  return ok({
    lists: page.map((list) => ({
      ...presentBase(list),
      additionalProperties: additional(state, list, input.additionalProperties ?? []),
    })),
    offset: offset + page.length,
    hasMore: offset + page.length < found.length,
    total: found.length,
  });
}

export function putFilters(call: Call): Reply {
  const { state } = call;
  const list = getList(call);
  const input = parseBody(call, filtersBody);
  if (list.processingType !== 'DYNAMIC') throw validationError('Only DYNAMIC lists have filters to update');
  const branch = checkedBranch(state, list.objectTypeId, list.processingType, input.filterBranch);
  const now = state.now();
  const updated: StoredList = {
    ...list,
    filterBranch: branch,
    listVersion: list.listVersion + 1,
    updatedAt: now,
    filtersUpdatedAt: now,
    processingStatus: 'PROCESSING',
  };
  state.lists.redefine(updated);
  fillLater(state, list.listId);
  return ok({ updatedList: present(state, updated, true) });
}

export function putName(call: Call): Reply {
  const list = getList(call);
  const name = call.query.get('listName') ?? '';
  if (name === '') throw validationError('The query parameter listName is missing');
  requireFreeName(call.state, name, list.objectTypeId, list.listId);
  const renamed = { ...list, name, listVersion: list.listVersion + 1, updatedAt: call.state.now() };
  call.state.lists.save(renamed);
  return ok({ updatedList: present(call.state, renamed, booleanParam(call, 'includeFilters')) });
}

export function deleteList(call: Call): Reply {
  call.state.lists.save({ ...getList(call), deletedAt: call.state.now() });
  return noContent();
}

export function restoreList(call: Call): Reply {
  const list = getList(call, true);
  requireFreeName(call.state, list.name, list.objectTypeId, list.listId);
  call.state.lists.save({ ...list, deletedAt: null });
  call.state.lists.fill(list.listId);
  return noContent();
}
