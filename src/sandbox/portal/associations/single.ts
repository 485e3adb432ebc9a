import { type Call, created, noContent, ok, type Reply } from '../http/call.ts';
import { batchReply } from '../http/batch-reply.ts';
import { limitParam, parseBody } from '../http/parse.ts';
import { objectTypeOf } from '../schema/object-types.ts';
import { type RecordRef } from '../state/association-table.ts';
import { type PortalState } from '../state/portal-state.ts';
import { specsBody } from './bodies.ts';
import { checkedTypeIds, defaultType, linkTypes, requireRecords } from './link.ts';

const MAX_PAGE = 500;

export interface Pair {
  readonly from: RecordRef;
  readonly to: RecordRef;
}

function pairOf(call: Call): Pair {
  return {
    from: { typeId: objectTypeOf(call.params.objectType).id, id: call.params.objectId ?? '' },
    to: { typeId: objectTypeOf(call.params.toObjectType).id, id: call.params.toObjectId ?? '' },
  };
}

/** One target of a read with all kinds of tie, labelled and not. */
export function presentTarget(state: PortalState, id: string, typeIds: ReadonlySet<number>): object {
  return {
    toObjectId: id,
    associationTypes: [...typeIds].map((typeId) => {
      const type = state.associations.type(typeId);
      return { category: type?.category ?? 'HUBSPOT_DEFINED', typeId, label: type?.label ?? null };
    }),
  };
}

/** The answer to a labelled create. */
export function presentPair(state: PortalState, { from, to }: Pair, typeIds: readonly number[]): object {
  return {
    fromObjectTypeId: from.typeId,
    fromObjectId: from.id,
    toObjectTypeId: to.typeId,
    toObjectId: to.id,
    labels: typeIds.flatMap((typeId) => state.associations.type(typeId)?.label ?? []),
  };
}

/** The answer to an unlabelled create: both directions. */
export function presentDefault(state: PortalState, { from, to }: Pair): object[] {
  const type = defaultType(state, from.typeId, to.typeId);
  const spec = (associationTypeId: number) => ({ associationCategory: type.category, associationTypeId });
  return [
    { from: { id: from.id }, to: { id: to.id }, associationSpec: spec(type.typeId) },
    { from: { id: to.id }, to: { id: from.id }, associationSpec: spec(type.inverse) },
  ];
}

/** A page of the targets of a record, after the given target id. */
export function targetPage(
  state: PortalState,
  from: RecordRef,
  toTypeId: string,
  after: string | null,
  limit: number,
): { to: object[]; next: string | null } {
  const all = [...state.associations.targets(from, toTypeId)].sort(
    ([left], [right]) => Number(left) - Number(right),
  );
  const rest = after ? all.filter(([id]) => Number(id) > Number(after)) : all;
  const page = rest.slice(0, limit);
  return {
    to: page.map(([id, types]) => presentTarget(state, id, types)),
    next: rest.length > limit ? (page.at(-1)?.[0] ?? null) : null,
  };
}

export function listAssociations(call: Call): Reply {
  const { from, to } = pairOf(call);
  const limit = limitParam(call, MAX_PAGE, MAX_PAGE);
  requireRecords(call.state, from);
  const page = targetPage(call.state, from, to.typeId, call.query.get('after'), limit);
  if (page.next === null) return ok({ results: page.to });
  const query = new URLSearchParams(call.query);
  query.set('after', page.next);
  const link = `${call.baseUrl}${call.path}?${query.toString()}`;
  return ok({ results: page.to, paging: { next: { after: page.next, link } } });
}

export function putAssociation(call: Call): Reply {
  const pair = pairOf(call);
  const specs = parseBody(call, specsBody);
  const typeIds = checkedTypeIds(call.state, pair.from.typeId, pair.to.typeId, specs);
  requireRecords(call.state, pair.from, pair.to);
  linkTypes(call.state, pair.from, pair.to, typeIds);
  return created(presentPair(call.state, pair, typeIds));
}

export function putDefaultAssociation(call: Call): Reply {
  const pair = pairOf(call);
  defaultType(call.state, pair.from.typeId, pair.to.typeId);
  requireRecords(call.state, pair.from, pair.to);
  linkTypes(call.state, pair.from, pair.to, []);
  return batchReply(call.state.now(), 200, presentDefault(call.state, pair));
}

export function deleteAssociation(call: Call): Reply {
  const { from, to } = pairOf(call);
  call.state.associations.unlink(from, to);
  return noContent();
}
