import { type Call } from '../http/call.ts';
import { listParam } from '../http/parse.ts';
import { type ObjectType, objectTypeOf } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';

/** Targets shown with a record; the rest must be read from the associations endpoints. */
const MAX_INLINE = 500;

/** `company_to_contact`, `company_to_contact_unlabeled`: the default kind says so, the primary one is bare. */
function associationName(state: PortalState, from: ObjectType, to: ObjectType, typeId: number): string {
  const pair = `${from.singular}_to_${to.singular}`;
  const labelled = state.associations.typesBetween(from.id, to.id).length > 1;
  const label = state.associations.type(typeId)?.label;
  if (label === 'Primary') return pair;
  if (label) return label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return labelled ? `${pair}_unlabeled` : pair;
}

function presentTargets(call: Call, from: ObjectType, record: StoredRecord, to: ObjectType): object | null {
  const ties = [...call.state.associations.targets({ typeId: from.id, id: record.id }, to.id)];
  if (ties.length === 0) return null;
  const shown = ties.slice(0, MAX_INLINE);
  const results = shown.flatMap(([id, types]) =>
    [...types].map((typeId) => ({ id, type: associationName(call.state, from, to, typeId) })),
  );
  const after = shown.at(-1)?.[0];
  if (ties.length <= MAX_INLINE || after === undefined) return { results };
  const link = `${call.baseUrl}/crm/v4/objects/${from.name}/${record.id}/associations/${to.name}?after=${after}`;
  return { results, paging: { next: { after, link } } };
}

/** The `associations` that a read asked for, keyed by the plural name of the target type. */
export function presentAssociations(call: Call, type: ObjectType, record: StoredRecord): object {
  const entries = listParam(call, 'associations')
    .map(objectTypeOf)
    .flatMap((target) => {
      const targets = presentTargets(call, type, record, target);
      return targets === null ? [] : [[target.name, targets] as const];
    });
  return entries.length === 0 ? {} : { associations: Object.fromEntries(entries) };
}
