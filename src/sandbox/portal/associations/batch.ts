import { batchReply, requireInputs } from '../http/batch-reply.ts';
import { type Call, noContent, type Reply } from '../http/call.ts';
import { parseBody } from '../http/parse.ts';
import { objectTypeOf } from '../schema/object-types.ts';
import { batchArchiveBody, batchCreateBody, batchDefaultBody, batchReadBody } from './bodies.ts';
import { checkedTypeIds, defaultType, linkTypes } from './link.ts';
import { type Pair, presentDefault, presentPair, targetPage } from './single.ts';

const MAX_READ = 1_000;
const MAX_CREATE = 2_000;
/** Targets of one record in one answer; the rest comes with `after`. */
const TARGETS_PER_PAGE = 500;

function typesOf(call: Call): { from: string; to: string } {
  return {
    from: objectTypeOf(call.params.fromObjectType).id,
    to: objectTypeOf(call.params.toObjectType).id,
  };
}

function pairOf(call: Call, input: { from: { id: string }; to: { id: string } }): Pair {
  const { from, to } = typesOf(call);
  return { from: { typeId: from, id: input.from.id }, to: { typeId: to, id: input.to.id } };
}

function notFound(call: Call, ids: readonly string[]): object {
  const { from, to } = typesOf(call);
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `No ${from} to ${to} associations: records not found: ${ids.join(', ')}`,
    context: { ids },
  };
}

export function batchReadAssociations(call: Call): Reply {
  const { from, to } = typesOf(call);
  const { inputs } = parseBody(call, batchReadBody);
  requireInputs(inputs.length, MAX_READ);
  const pages = inputs.map((input) => {
    const ref = { typeId: from, id: input.id };
    return { input, page: targetPage(call.state, ref, to, input.after ?? null, TARGETS_PER_PAGE) };
  });
  const results = pages
    .filter(({ page }) => page.to.length > 0)
    .map(({ input, page }) => ({
      from: { id: input.id },
      to: page.to,
      ...(page.next !== null && { paging: { next: { after: page.next } } }),
    }));
  const errors = pages
    .filter(({ page }) => page.to.length === 0)
    .map(({ input }) => ({
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      message: `No ${objectTypeOf(to).singular} is associated with ${objectTypeOf(from).singular} ${input.id}.`,
      context: { fromObjectId: [input.id], fromObjectType: [from], toObjectType: [to] },
    }));
  return batchReply(call.state.now(), 200, results, errors);
}

/** Ids of a pair that no living record has. */
function missingOf(call: Call, pair: Pair): string[] {
  return [pair.from, pair.to]
    .filter((ref) => call.state.table(ref.typeId).get(ref.id)?.archivedAt !== null)
    .map((ref) => ref.id);
}

export function batchCreateAssociations(call: Call): Reply {
  const { from, to } = typesOf(call);
  const { inputs } = parseBody(call, batchCreateBody);
  requireInputs(inputs.length, MAX_CREATE);
  const planned = inputs.map((input) => ({
    pair: pairOf(call, input),
    typeIds: checkedTypeIds(call.state, from, to, input.types),
  }));
  const results: object[] = [];
  const errors: object[] = [];
  for (const { pair, typeIds } of planned) {
    const missing = missingOf(call, pair);
    if (missing.length > 0) {
      errors.push(notFound(call, missing));
    } else {
      linkTypes(call.state, pair.from, pair.to, typeIds);
      results.push(presentPair(call.state, pair, typeIds));
    }
  }
  return batchReply(call.state.now(), 201, results, errors);
}

export function batchAssociateDefault(call: Call): Reply {
  const { from, to } = typesOf(call);
  const { inputs } = parseBody(call, batchDefaultBody);
  requireInputs(inputs.length, MAX_CREATE);
  defaultType(call.state, from, to);
  const results: object[] = [];
  const errors: object[] = [];
  for (const input of inputs) {
    const pair = pairOf(call, input);
    const missing = missingOf(call, pair);
    if (missing.length > 0) {
      errors.push(notFound(call, missing));
    } else {
      linkTypes(call.state, pair.from, pair.to, []);
      results.push(...presentDefault(call.state, pair));
    }
  }
  return batchReply(call.state.now(), 200, results, errors);
}

export function batchArchiveAssociations(call: Call): Reply {
  const { inputs } = parseBody(call, batchArchiveBody);
  requireInputs(inputs.length, MAX_CREATE);
  for (const { from, to } of inputs) {
    for (const target of to) {
      const pair = pairOf(call, { from, to: target });
      call.state.associations.unlink(pair.from, pair.to);
    }
  }
  return noContent();
}

export function batchArchiveLabels(call: Call): Reply {
  const { from, to } = typesOf(call);
  const { inputs } = parseBody(call, batchCreateBody);
  requireInputs(inputs.length, MAX_CREATE);
  for (const input of inputs) {
    const pair = pairOf(call, input);
    const typeIds = checkedTypeIds(call.state, from, to, input.types);
    call.state.associations.unlink(pair.from, pair.to, typeIds);
  }
  return noContent();
}
