import { objectNotFound, recordNotFound, validationError } from '../http/errors.ts';
import { type ObjectType } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';

/** Refuses an id property by which no single record can be found. */
export function requireIdProperty(state: PortalState, type: ObjectType, idProperty: string): void {
  if (idProperty === 'hs_object_id' || state.table(type.id).isUnique(idProperty)) return;
  throw validationError(`Property ${idProperty} is not a unique identifier property of ${type.name}`);
}

/** A record by id or by a unique property, archived or not; undefined when there is none. */
export function findRecord(
  state: PortalState,
  type: ObjectType,
  id: string,
  idProperty?: string | null,
): StoredRecord | undefined {
  const table = state.table(type.id);
  if (!idProperty || idProperty === 'hs_object_id') return table.get(id);
  requireIdProperty(state, type, idProperty);
  return table.findUnique(idProperty, id);
}

/**
 * A living (or, when asked for, archived) record; the id of one that was merged leads to what it became.
 *
 * @throws PortalError 404 as HubSpot words it: differently for ids that are not numbers
 */
export function getRecord(
  state: PortalState,
  type: ObjectType,
  id: string,
  options: { readonly idProperty?: string | null; readonly archived?: boolean } = {},
): StoredRecord {
  const byId = !options.idProperty || options.idProperty === 'hs_object_id';
  const present = byId ? state.aliases.resolve(type.id, id) : id;
  const record = findRecord(state, type, present, options.idProperty);
  if (record && (record.archivedAt !== null) === (options.archived ?? false)) return record;
  if (!options.idProperty && !/^\d+$/.test(id)) {
    throw objectNotFound('Object not found.  objectId are usually numeric.');
  }
  throw recordNotFound();
}
