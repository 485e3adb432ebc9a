import { type ObjectType } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';
import { readProperty } from './computed.ts';

/** Which properties a caller wants to see. */
export interface Selection {
  /** Names asked for; empty: the defaults of the type. */
  readonly properties: readonly string[];
  readonly history: readonly string[];
}

export const DEFAULT_SELECTION: Selection = { properties: [], history: [] };

/** Names to show: those asked for or the defaults, and always id and dates. Unknown names are left out. */
function shownNames(state: PortalState, type: ObjectType, selection: Selection): string[] {
  const asked = [...selection.properties, ...selection.history];
  const names = asked.length > 0 ? asked : type.defaults;
  const always = [type.created, type.modified, 'hs_object_id'];
  return [...new Set([...names, ...always])].filter((name) => state.properties.find(type.id, name));
}

function pick(state: PortalState, type: ObjectType, record: StoredRecord, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, readProperty(state, type, record, name)]));
}

function historyOf(state: PortalState, type: ObjectType, record: StoredRecord, name: string) {
  const now = { value: readProperty(state, type, record, name), timestamp: record.updatedAt };
  const older = record.history[name] ?? [];
  const versions = now.value === null ? older : [{ ...now, sourceType: 'INTEGRATION' }, ...older];
  return versions.map((version) => ({
    value: version.value,
    timestamp: new Date(version.timestamp).toISOString(),
    sourceType: version.sourceType,
  }));
}

function envelope(state: PortalState, type: ObjectType, record: StoredRecord, properties: object) {
  return {
    id: record.id,
    properties,
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
    archived: record.archivedAt !== null,
    ...(record.archivedAt !== null && { archivedAt: new Date(record.archivedAt).toISOString() }),
    url: `https://app-eu1.hubspot.com/contacts/${state.portalId}/record/${type.id}/${record.id}`,
  };
}

/** A record as reads and searches show it. */
export function presentRecord(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  selection: Selection,
): Record<string, unknown> {
  const names = shownNames(state, type, selection);
  const histories = selection.history.filter((name) => state.properties.find(type.id, name));
  return {
    ...envelope(state, type, record, pick(state, type, record, names)),
    ...(histories.length > 0 && {
      propertiesWithHistory: Object.fromEntries(
        histories.map((name) => [name, historyOf(state, type, record, name)]),
      ),
    }),
  };
}

/** Properties that HubSpot works out from associations and shows after a create. */
const COUNTED = ['num_associated_contacts', 'num_associated_deals', 'associatedcompanyid'];

/** A record as the answer to a create shows it: everything that is set, computed values too. */
export function presentCreated(state: PortalState, type: ObjectType, record: StoredRecord) {
  const counted = COUNTED.filter(
    (name) => state.properties.find(type.id, name) && readProperty(state, type, record, name) !== null,
  );
  const always = [type.created, type.modified, 'hs_object_id'];
  const names = [...new Set([...Object.keys(record.properties), ...always, ...counted])];
  return envelope(state, type, record, pick(state, type, record, names));
}

/** A record as the answer to an update shows it: what was sent, id and dates. */
export function presentUpdated(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  sent: readonly string[],
) {
  const names = [...new Set([...sent, type.created, type.modified, 'hs_object_id'])];
  return envelope(state, type, record, pick(state, type, record, names));
}
