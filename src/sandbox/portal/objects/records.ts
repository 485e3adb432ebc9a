import { defaultType, linkTypes } from '../associations/link.ts';
import { conflict, PortalError } from '../http/errors.ts';
import { CHILD_TO_PARENT } from '../schema/association-types.ts';
import { CONTACTS, COMPANIES, type ObjectType } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type PropertyVersion, type StoredRecord } from '../state/record-table.ts';
import { deriveOnWrite } from './computed.ts';
import { propertiesInvalid } from './property-problems.ts';

/** Earlier values kept for each property. */
const HISTORY_DEPTH = 20;
/** Longer texts keep no history, which bounds the memory of a portal that is rewritten every night. */
const HISTORY_TEXT_LENGTH = 500;

function requireValues(type: ObjectType, values: Readonly<Record<string, string>>): void {
  const missing = type.required.filter((name) => !values[name]);
  if (missing.length === 0) return;
  throw new PortalError(400, {
    message: `Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`,
    category: 'OBJECT_ERROR',
    context: { properties: missing },
  });
}

/** Refuses a value that another living record already has in a property that must be unique. */
export function requireUnique(
  state: PortalState,
  type: ObjectType,
  values: Readonly<Record<string, string>>,
  ownId: string | null,
): void {
  const table = state.table(type.id);
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || !table.isUnique(name)) continue;
    const other = table.findUnique(name, value);
    if (!other || other.id === ownId) continue;
    if (type === CONTACTS && name === 'email')
      throw conflict(`Contact already exists. Existing ID: ${other.id}`);
    const message = `${other.id} already has that value.`;
    throw propertiesInvalid(state.portalId, [{ name, code: 'CONFLICTING_UNIQUE_VALUE', message }]);
  }
}

function withoutEmpty(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** A parent company id is also an association, in both directions. */
function linkParent(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  before: string | undefined,
): void {
  if (type !== COMPANIES) return;
  const parent = record.properties.hs_parent_company_id;
  if (parent === before) return;
  const child = { typeId: type.id, id: record.id };
  if (before !== undefined) {
    const { typeId } = defaultType(state, type.id, type.id);
    state.associations.unlink(child, { typeId: type.id, id: before }, [typeId, CHILD_TO_PARENT]);
  }
  if (parent !== undefined && state.table(type.id).get(parent)) {
    linkTypes(state, child, { typeId: type.id, id: parent }, [CHILD_TO_PARENT]);
  }
}

/** Where a record came from, as HubSpot notes it. */
export type RecordSource = 'INTEGRATION' | 'AUTOMATION_PLATFORM';

/** @throws PortalError when a required value is missing or a unique one is taken */
export function requireCreatable(
  state: PortalState,
  type: ObjectType,
  values: Readonly<Record<string, string>>,
): void {
  requireValues(type, values);
  requireUnique(state, type, values, null);
}

/** Creates a record from validated values that {@link requireCreatable} lets through. */
export function createRecord(
  state: PortalState,
  type: ObjectType,
  values: Readonly<Record<string, string>>,
  source: RecordSource = 'INTEGRATION',
): StoredRecord {
  const given = withoutEmpty(values);
  requireCreatable(state, type, given);
  const now = state.now();
  const record: StoredRecord = {
    id: state.table(type.id).nextId(),
    properties: withoutEmpty({
      hs_object_source: source,
      hs_object_source_label: source,
      ...given,
      ...deriveOnWrite(state, type, given),
    }),
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
    history: {},
  };
  state.write(type, record);
  linkParent(state, type, record, undefined);
  return record;
}

function extendHistory(record: StoredRecord, names: readonly string[]): StoredRecord['history'] {
  const kept = names.filter((name) => (record.properties[name]?.length ?? Infinity) <= HISTORY_TEXT_LENGTH);
  const entries = kept.map((name) => {
    const version: PropertyVersion = {
      value: record.properties[name] ?? '',
      timestamp: record.updatedAt,
      sourceType: 'INTEGRATION',
    };
    return [name, [version, ...(record.history[name] ?? [])].slice(0, HISTORY_DEPTH)] as const;
  });
  return { ...record.history, ...Object.fromEntries(entries) };
}

/**
 * Writes validated values to a record; the empty text clears. A write that changes nothing leaves the
 * record, and its modification date, as they were.
 */
export function updateRecord(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  values: Readonly<Record<string, string>>,
): StoredRecord {
  requireUnique(state, type, values, record.id);
  const given = withoutEmpty({ ...record.properties, ...values });
  const properties = withoutEmpty({ ...given, ...deriveOnWrite(state, type, given) });
  const names = new Set([...Object.keys(record.properties), ...Object.keys(properties)]);
  const changed = [...names].filter((name) => record.properties[name] !== properties[name]);
  if (changed.length === 0) return record;
  const updated: StoredRecord = {
    ...record,
    properties,
    updatedAt: state.now(),
    history: extendHistory(record, changed),
  };
  state.write(type, updated);
  linkParent(state, type, updated, record.properties.hs_parent_company_id);
  return updated;
}

/** Archives a record and drops its associations; one that is gone already stays as it is. */
export function archiveRecord(state: PortalState, type: ObjectType, id: string): void {
  const record = state.table(type.id).get(id);
  if (!record || record.archivedAt !== null) return;
  state.associations.unlinkAll({ typeId: type.id, id });
  state.write(type, { ...record, archivedAt: state.now() });
}
