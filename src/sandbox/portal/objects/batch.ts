import { batchReply, requireInputs } from '../http/batch-reply.ts';
import { type Call, noContent, type Reply } from '../http/call.ts';
import { recordNotFound, validationError } from '../http/errors.ts';
import { booleanParam, parseBody } from '../http/parse.ts';
import { type ObjectType, objectTypeOf } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';
import { missingIds, type Prepare, requireDistinctIds, runBatch } from './batch-run.ts';
import {
  batchArchiveBody,
  batchCreateBody,
  batchReadBody,
  batchUpdateBody,
  type InputValues,
  type UpdateInput,
} from './bodies.ts';
import { findRecord, requireIdProperty } from './find.ts';
import { presentCreated, presentRecord, presentUpdated } from './present.ts';
import { archiveRecord, createRecord, requireCreatable, requireUnique, updateRecord } from './records.ts';
import { prepareCreate, writableType } from './single.ts';
import { validateProperties } from './validate.ts';

const MAX_INPUTS = 100;

/** Values of unique properties must differ between the inputs of one batch, too. */
function requireDistinctValues(state: PortalState, type: ObjectType, all: readonly InputValues[]): void {
  const table = state.table(type.id);
  const seen = new Set<string>();
  for (const [name, value] of all.flatMap((properties) => Object.entries(properties))) {
    if (!table.isUnique(name) || value === null || value === '') continue;
    const key = `${name}\n${String(value).toLowerCase()}`;
    if (seen.has(key)) throw validationError(`Duplicate ${name} in one batch: ${String(value)}`);
    seen.add(key);
  }
}

export function batchCreate(call: Call): Reply {
  const { state } = call;
  const type = writableType(call.params.objectType);
  const { inputs } = parseBody(call, batchCreateBody);
  requireDistinctValues(
    state,
    type,
    inputs.map((input) => input.properties),
  );
  return runBatch({
    call,
    type,
    success: 201,
    inputs,
    idOf: () => '',
    prepare: (input) => {
      const write = prepareCreate(state, type, input);
      return () => presentCreated(state, type, write());
    },
  });
}

function living(record: StoredRecord | undefined): StoredRecord | null {
  return record?.archivedAt === null ? record : null;
}

/** Checks an update of an existing record; what it returns writes it. */
function prepareUpdate(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  properties: InputValues,
): () => object {
  const values = validateProperties(state, type, properties, record);
  requireUnique(state, type, values, record.id);
  return () => {
    const updated = updateRecord(state, type, record, values);
    return presentUpdated(state, type, updated, Object.keys(properties));
  };
}

function updateInputs(call: Call, type: ObjectType): UpdateInput[] {
  const { inputs } = parseBody(call, batchUpdateBody);
  requireDistinctIds(inputs.map((input) => `${input.idProperty ?? ''}${input.id.toLowerCase()}`));
  requireDistinctValues(
    call.state,
    type,
    inputs.map((input) => input.properties),
  );
  return inputs;
}

export function batchUpdate(call: Call): Reply {
  const { state } = call;
  const type = writableType(call.params.objectType);
  const prepare: Prepare<UpdateInput> = (input) => {
    const record = living(findRecord(state, type, input.id, input.idProperty));
    return record && prepareUpdate(state, type, record, input.properties);
  };
  const inputs = updateInputs(call, type);
  return runBatch({ call, type, success: 200, inputs, idOf: (input) => input.id, prepare });
}

function prepareUpsertCreate(state: PortalState, type: ObjectType, input: UpdateInput): () => object {
  const idProperty = input.idProperty ?? '';
  const properties = { [idProperty]: input.id, ...input.properties };
  const values = validateProperties(state, type, properties, null);
  requireCreatable(state, type, values);
  return () => ({ ...presentCreated(state, type, createRecord(state, type, values)), new: true });
}

export function batchUpsert(call: Call): Reply {
  const { state } = call;
  const type = writableType(call.params.objectType);
  const prepare: Prepare<UpdateInput> = (input) => {
    const record = living(findRecord(state, type, input.id, input.idProperty));
    if (record) {
      const write = prepareUpdate(state, type, record, input.properties);
      return () => ({ ...write(), new: false });
    }
    if (!input.idProperty || input.idProperty === 'hs_object_id') return null;
    return prepareUpsertCreate(state, type, input);
  };
  const inputs = updateInputs(call, type);
  return runBatch({ call, type, success: 200, inputs, idOf: (input) => input.id, prepare });
}

export function batchRead(call: Call): Reply {
  const { state } = call;
  const type = objectTypeOf(call.params.objectType);
  const body = parseBody(call, batchReadBody);
  requireInputs(body.inputs.length, MAX_INPUTS);
  if (body.idProperty) requireIdProperty(state, type, body.idProperty);
  const archived = booleanParam(call, 'archived');
  const selection = { properties: body.properties ?? [], history: body.propertiesWithHistory ?? [] };
  const ids = [...new Set(body.inputs.map((input) => input.id))];
  const found = ids.map((id) => {
    const record = findRecord(state, type, id, body.idProperty);
    return { id, record: record && (record.archivedAt !== null) === archived ? record : null };
  });
  const results = found.flatMap(({ record }) =>
    record ? [presentRecord(state, type, record, selection)] : [],
  );
  const missing = found.filter(({ record }) => record === null).map(({ id }) => id);
  // Seen by integrators; the description does not tell.
  if (results.length === 0) throw recordNotFound();
  return batchReply(state.now(), 200, results, missingIds(type, missing));
}

export function batchArchive(call: Call): Reply {
  const type = writableType(call.params.objectType);
  const { inputs } = parseBody(call, batchArchiveBody);
  requireInputs(inputs.length, MAX_INPUTS);
  for (const { id } of inputs) archiveRecord(call.state, type, id);
  return noContent();
}
