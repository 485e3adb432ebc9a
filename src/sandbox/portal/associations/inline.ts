import { validationError } from '../http/errors.ts';
import { type InlineAssociation } from '../objects/bodies.ts';
import { type ObjectType } from '../schema/object-types.ts';
import { type RecordRef } from '../state/association-table.ts';
import { type PortalState } from '../state/portal-state.ts';
import { checkedTypeIds, linkTypes } from './link.ts';

interface PlannedLink {
  readonly to: RecordRef;
  readonly typeIds: readonly number[];
}

/**
 * Checks the associations of a create before anything is written; the target's object type follows from the
 * kinds of tie.
 *
 * @throws PortalError 400 when a kind or a target does not exist
 */
export function planAssociations(
  state: PortalState,
  type: ObjectType,
  inputs: readonly InlineAssociation[],
): PlannedLink[] {
  return inputs.map((input) => {
    const first = input.types[0];
    const toTypeId = first && state.associations.type(first.associationTypeId)?.to;
    if (toTypeId === undefined)
      throw validationError('One or more associations are not valid: no known type');
    const typeIds = checkedTypeIds(state, type.id, toTypeId, input.types);
    if (state.table(toTypeId).get(input.to.id)?.archivedAt !== null) {
      throw validationError(
        `One or more associations are not valid: no record ${input.to.id} of type ${toTypeId}`,
      );
    }
    return { to: { typeId: toTypeId, id: input.to.id }, typeIds };
  });
}

export function applyAssociations(
  state: PortalState,
  type: ObjectType,
  id: string,
  plan: readonly PlannedLink[],
): void {
  for (const { to, typeIds } of plan) linkTypes(state, { typeId: type.id, id }, to, typeIds);
}
