import { z } from 'zod';
import { type Call, ok, type Reply } from '../http/call.ts';
import { PortalError, validationError } from '../http/errors.ts';
import { parseBody } from '../http/parse.ts';
import { COMPANIES, CONTACTS, DEALS, type ObjectType, TICKETS } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';
import { recordId } from './bodies.ts';
import { getRecord } from './find.ts';
import { DEFAULT_SELECTION, presentRecord } from './present.ts';
import { archiveRecord, createRecord } from './records.ts';
import { writableType } from './single.ts';

const mergeBody = z.object({ primaryObjectId: recordId, objectIdToMerge: recordId });
const MERGEABLE: readonly ObjectType[] = [COMPANIES, CONTACTS, DEALS, TICKETS];

/** Ids of all records that went into one, the newest last. */
export const MERGED_IDS = 'hs_merged_object_ids';

function idsOf(record: StoredRecord): string[] {
  return [...(record.properties[MERGED_IDS]?.split(';') ?? []), record.id];
}

/** Where both have a value the primary record's counts; a company keeps the other's domain as an additional one. */
function mergedValues(primary: StoredRecord, other: StoredRecord): Record<string, string> {
  const domains = [primary, other].flatMap(({ properties }) => [
    ...(properties.domain === undefined ? [] : [properties.domain]),
    ...(properties.hs_additional_domains?.split(';') ?? []),
  ]);
  const [, ...additional] = [...new Set(domains)];
  return {
    ...other.properties,
    ...primary.properties,
    ...(additional.length > 0 && { hs_additional_domains: additional.join(';') }),
    [MERGED_IDS]: [...idsOf(primary), ...idsOf(other)].join(';'),
  };
}

/** Ties of a record, to be given to another. */
function tiesOf(state: PortalState, type: ObjectType, id: string) {
  return state.associations.allTargets({ typeId: type.id, id });
}

/**
 * Two records become one with an id of its own, as `newObjectId` of HubSpot's merge webhook has it; single reads and
 * updates by the old ids reach it, batches do not.
 */
export function mergeRecords(call: Call): Reply {
  const { state } = call;
  const type = writableType(call.params.objectType);
  if (!MERGEABLE.includes(type)) {
    throw new PortalError(405, { message: `Records of type ${type.name} cannot be merged` });
  }
  const body = parseBody(call, mergeBody);
  const primary = getRecord(state, type, body.primaryObjectId);
  const other = getRecord(state, type, body.objectIdToMerge);
  if (primary.id === other.id) throw validationError('A record cannot be merged with itself');
  const gone = [primary.id, other.id];
  const ties = gone.flatMap((id) => tiesOf(state, type, id));
  for (const id of gone) archiveRecord(state, type, id);
  const survivor = createRecord(state, type, mergedValues(primary, other));
  for (const { target, typeIds } of ties) {
    if (target.typeId === type.id && gone.includes(target.id)) continue;
    state.associations.link({ typeId: type.id, id: survivor.id }, target, typeIds);
  }
  for (const id of gone) {
    state.forget(type, id);
    state.aliases.set(type.id, id, survivor.id);
  }
  return ok(presentRecord(state, type, survivor, DEFAULT_SELECTION));
}
