import { batchReply, requireInputs } from '../http/batch-reply.ts';
import { type Call, type Reply } from '../http/call.ts';
import { PortalError, validationError } from '../http/errors.ts';
import { type ObjectType } from '../schema/object-types.ts';

/** Most inputs of one batch of CRM records. */
const MAX_INPUTS = 100;

interface TracedInput {
  readonly objectWriteTraceId?: string | null | undefined;
}

/**
 * Checks one input and writes nothing; what it returns writes it and gives the result to show. Null: there is
 * no such record.
 */
export type Prepare<Input> = (input: Input) => (() => object) | null;

function problem(error: PortalError, traceId: string): object {
  return {
    status: 'error',
    category: error.body.category ?? 'VALIDATION_ERROR',
    message: error.body.message,
    ...(error.body.errors && { errors: error.body.errors }),
    context: { objectWriteTraceId: [traceId], ...error.body.context },
  };
}

/** The single error entry for all ids of a batch that no record has. */
export function missingIds(type: ObjectType, ids: readonly string[]): object[] {
  if (ids.length === 0) return [];
  return [
    {
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      message: `Could not get some ${type.singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
      context: { ids },
    },
  ];
}

/** Inputs may fail one by one only when each has a trace id of its own. */
function isTraced(inputs: readonly TracedInput[]): boolean {
  const ids = inputs.map((input) => input.objectWriteTraceId ?? null);
  return ids.every((id) => id !== null) && new Set(ids).size === ids.length;
}

/** @throws PortalError 400 when two inputs of a batch name the same record */
export function requireDistinctIds(ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id))
      throw validationError(`Duplicate IDs found in batch input: [${id}]. IDs must be unique`);
    seen.add(id);
  }
}

interface Batch<Input> {
  readonly call: Call;
  readonly type: ObjectType;
  readonly success: 200 | 201;
  readonly inputs: readonly Input[];
  readonly idOf: (input: Input) => string;
  readonly prepare: Prepare<Input>;
}

/**
 * Runs a batch of writes. Without trace ids one bad input fails the whole batch before anything is written;
 * with them, and for ids that no record has, the others are written and the answer is a 207.
 */
export function runBatch<Input extends TracedInput>(batch: Batch<Input>): Reply {
  requireInputs(batch.inputs.length, MAX_INPUTS);
  return isTraced(batch.inputs) ? runTraced(batch) : runWhole(batch);
}

function runWhole<Input extends TracedInput>(batch: Batch<Input>): Reply {
  const prepared = batch.inputs.map((input) => ({ input, write: batch.prepare(input) }));
  const missing = prepared.filter(({ write }) => write === null).map(({ input }) => batch.idOf(input));
  const results = prepared.flatMap(({ write }) => (write ? [write()] : []));
  return batchReply(batch.call.state.now(), batch.success, results, missingIds(batch.type, missing));
}

function runTraced<Input extends TracedInput>(batch: Batch<Input>): Reply {
  const results: object[] = [];
  const errors: object[] = [];
  const missing: string[] = [];
  for (const input of batch.inputs) {
    const traceId = input.objectWriteTraceId ?? '';
    try {
      const write = batch.prepare(input);
      if (write) results.push({ ...write(), objectWriteTraceId: traceId });
      else missing.push(batch.idOf(input));
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      errors.push(problem(error, traceId));
    }
  }
  const all = [...errors, ...missingIds(batch.type, missing)];
  return batchReply(batch.call.state.now(), batch.success, results, all);
}
