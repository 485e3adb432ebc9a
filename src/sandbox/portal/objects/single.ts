import { presentAssociations } from '../associations/inline-present.ts';
import { applyAssociations, planAssociations } from '../associations/inline.ts';
import { type Call, created, noContent, ok, type Reply } from '../http/call.ts';
import { PortalError } from '../http/errors.ts';
import { booleanParam, limitParam, listParam, parseBody } from '../http/parse.ts';
import { type ObjectType, objectTypeOf } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';
import { createBody, type CreateInput, updateBody } from './bodies.ts';
import { getRecord } from './find.ts';
import { presentCreated, presentRecord, presentUpdated, type Selection } from './present.ts';
import { archiveRecord, createRecord, requireCreatable, updateRecord } from './records.ts';
import { validateProperties } from './validate.ts';

const MAX_PAGE = 100;

function selectionOf(call: Call): Selection {
  return { properties: listParam(call, 'properties'), history: listParam(call, 'propertiesWithHistory') };
}

/** Object types that can be written through the API. */
export function writableType(name: string | undefined): ObjectType {
  const type = objectTypeOf(name);
  if (!type.readOnly) return type;
  throw new PortalError(405, { message: `Records of type ${type.name} cannot be written through the API` });
}

function nextPage(call: Call, after: string): object {
  const next = new URLSearchParams(call.query);
  next.set('after', after);
  return { next: { after, link: `${call.baseUrl}${call.path}?${next.toString()}` } };
}

export function listRecords(call: Call): Reply {
  const type = objectTypeOf(call.params.objectType);
  const limit = limitParam(call, 10, MAX_PAGE);
  const archived = booleanParam(call, 'archived');
  const page: StoredRecord[] = [];
  for (const record of call.state.table(type.id).after(Number(call.query.get('after') ?? 0) || 0)) {
    if ((record.archivedAt !== null) === archived) page.push(record);
    if (page.length > limit) break;
  }
  const selection = selectionOf(call);
  const shown = page.slice(0, limit);
  const results = shown.map((record) => ({
    ...presentRecord(call.state, type, record, selection),
    ...presentAssociations(call, type, record),
  }));
  const last = shown.at(-1);
  return ok(page.length > limit && last ? { results, paging: nextPage(call, last.id) } : { results });
}

export function readRecord(call: Call): Reply {
  const type = objectTypeOf(call.params.objectType);
  const record = getRecord(call.state, type, call.params.objectId ?? '', {
    idProperty: call.query.get('idProperty'),
    archived: booleanParam(call, 'archived'),
  });
  return ok({
    ...presentRecord(call.state, type, record, selectionOf(call)),
    ...presentAssociations(call, type, record),
  });
}

/**
 * Checks everything about a create and writes nothing yet; calling what it returns creates the record with
 * its associations.
 *
 * @throws PortalError when the record cannot be created
 */
export function prepareCreate(state: PortalState, type: ObjectType, input: CreateInput): () => StoredRecord {
  const values = validateProperties(state, type, input.properties, null);
  requireCreatable(state, type, values);
  const plan = planAssociations(state, type, input.associations ?? []);
  return () => {
    const record = createRecord(state, type, values);
    applyAssociations(state, type, record.id, plan);
    return record;
  };
}

export function postRecord(call: Call): Reply {
  const type = writableType(call.params.objectType);
  const record = prepareCreate(call.state, type, parseBody(call, createBody))();
  return created(presentCreated(call.state, type, record), {
    location: `${call.baseUrl}${call.path.replace(/\/$/, '')}/${record.id}`,
  });
}

export function patchRecord(call: Call): Reply {
  const type = writableType(call.params.objectType);
  const { properties } = parseBody(call, updateBody);
  const record = getRecord(call.state, type, call.params.objectId ?? '', {
    idProperty: call.query.get('idProperty'),
  });
  const values = validateProperties(call.state, type, properties, record);
  const updated = updateRecord(call.state, type, record, values);
  return ok(presentUpdated(call.state, type, updated, Object.keys(properties)));
}

export function deleteRecord(call: Call): Reply {
  const type = writableType(call.params.objectType);
  archiveRecord(call.state, type, call.params.objectId ?? '');
  return noContent();
}
