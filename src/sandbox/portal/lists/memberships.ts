import { z } from 'zod';
import { type Call, noContent, ok, type Reply } from '../http/call.ts';
import { validationError } from '../http/errors.ts';
import { limitParam, parseBody } from '../http/parse.ts';
import { recordId } from '../objects/bodies.ts';
import { objectTypeOf } from '../schema/object-types.ts';
import { getList } from './definitions.ts';
import { type StoredList } from './list.ts';

const MAX_PAGE = 250;
/** Most records of one membership change. */
const MAX_CHANGES = 100_000;

const idsBody = z.array(recordId);
const changeBody = z.object({ recordIdsToAdd: idsBody, recordIdsToRemove: idsBody });

const iso = (ms: number): string => new Date(ms).toISOString();

/** Pages of members carry an opaque cursor: the last record id in base64. */
function page(
  call: Call,
  members: readonly [string, number][],
  key: (member: [string, number]) => number,
): Reply {
  const limit = limitParam(call, 100, MAX_PAGE);
  const after = call.query.get('after');
  const start = after === null || after === '' ? -1 : Number(Buffer.from(after, 'base64').toString('utf8'));
  if (Number.isNaN(start)) throw validationError(`Invalid paging cursor: ${after}`);
  const rest = members.filter((member) => key(member) > start);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  const results = shown.map(([id, joined]) => ({ recordId: id, membershipTimestamp: iso(joined) }));
  if (rest.length <= limit || !last) return ok({ total: members.length, results });
  const cursor = Buffer.from(String(key(last))).toString('base64');
  const query = new URLSearchParams(call.query);
  query.set('after', cursor);
  const link = `${call.baseUrl}${call.path}?${query.toString()}`;
  return ok({ total: members.length, results, paging: { next: { after: cursor, link } } });
}

export function readMembers(call: Call): Reply {
  const { listId } = getList(call);
  return page(call, call.state.lists.members(listId), ([id]) => Number(id));
}

export function readMembersByJoin(call: Call): Reply {
  const { listId } = getList(call);
  const members = call.state.lists
    .members(listId)
    .sort(([leftId, left], [rightId, right]) => left - right || Number(leftId) - Number(rightId));
  const place = new Map(members.map(([id], index) => [id, index]));
  return page(call, members, ([id]) => place.get(id) ?? 0);
}

/** @throws PortalError 400 for a list that its filters fill */
function fillableList(call: Call): StoredList {
  const list = getList(call);
  if (list.processingType !== 'DYNAMIC') return list;
  throw validationError('Records cannot be added to or removed from a list with processing type DYNAMIC');
}

function change(call: Call, add: readonly string[], remove: readonly string[]): Reply {
  const list = fillableList(call);
  if (add.length + remove.length > MAX_CHANGES) throw validationError(`More than ${MAX_CHANGES} records`);
  const table = call.state.table(list.objectTypeId);
  const exists = (id: string) => table.get(id)?.archivedAt === null;
  const added = add.filter(exists).filter((id) => call.state.lists.joinedAt(list.listId, id) === undefined);
  const removed = remove.filter((id) => call.state.lists.joinedAt(list.listId, id) !== undefined);
  for (const id of added) call.state.lists.add(list.listId, id);
  for (const id of removed) call.state.lists.removeMember(list.listId, id);
  return ok({
    // Both spellings of the first field occur in HubSpot's material.
    recordIdsAdded: added,
    recordsIdsAdded: added,
    recordIdsRemoved: removed,
    recordIdsMissing: [...add, ...remove].filter((id) => !exists(id)),
  });
}

export function addMembers(call: Call): Reply {
  return change(call, parseBody(call, idsBody), []);
}

export function removeMembers(call: Call): Reply {
  return change(call, [], parseBody(call, idsBody));
}

export function addAndRemoveMembers(call: Call): Reply {
  const { recordIdsToAdd, recordIdsToRemove } = parseBody(call, changeBody);
  return change(call, recordIdsToAdd, recordIdsToRemove);
}

export function removeAllMembers(call: Call): Reply {
  const list = fillableList(call);
  for (const [id] of call.state.lists.members(list.listId)) call.state.lists.removeMember(list.listId, id);
  return noContent();
}

export function addMembersFrom(call: Call): Reply {
  const list = fillableList(call);
  const source = getList({ ...call, params: { listId: call.params.sourceListId ?? '' } });
  if (source.objectTypeId !== list.objectTypeId)
    throw validationError('The lists hold different object types');
  for (const [id] of call.state.lists.members(source.listId)) call.state.lists.add(list.listId, id);
  return noContent();
}

/** The lists that a record is on. */
export function readRecordLists(call: Call): Reply {
  const type = objectTypeOf(call.params.objectTypeId);
  const id = call.params.recordId ?? '';
  const results = call.state.lists.all().flatMap((list) => {
    const joined = call.state.lists.joinedAt(list.listId, id);
    if (list.objectTypeId !== type.id || list.deletedAt !== null || joined === undefined) return [];
    return [
      {
        listId: list.listId,
        listVersion: list.listVersion,
        firstAddedTimestamp: iso(joined),
        lastAddedTimestamp: iso(joined),
      },
    ];
  });
  return ok({ total: results.length, results });
}
