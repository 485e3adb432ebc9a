import { type Call, noContent, ok, type Reply } from '../http/call.ts';
import { conflict, recordNotFound, validationError } from '../http/errors.ts';
import { parseBody } from '../http/parse.ts';
import { type AssociationType } from '../schema/association-types.ts';
import { objectTypeOf } from '../schema/object-types.ts';
import { labelCreate, labelUpdate } from './bodies.ts';

function typesOf(call: Call): { from: string; to: string } {
  return {
    from: objectTypeOf(call.params.fromObjectType).id,
    to: objectTypeOf(call.params.toObjectType).id,
  };
}

const present = (type: AssociationType): object => ({
  category: type.category,
  typeId: type.typeId,
  label: type.label,
});

export function listLabels(call: Call): Reply {
  const { from, to } = typesOf(call);
  return ok({ results: call.state.associations.typesBetween(from, to).map(present) });
}

export function postLabel(call: Call): Reply {
  const { from, to } = typesOf(call);
  const input = parseBody(call, labelCreate);
  const { associations } = call.state;
  const taken = associations
    .typesBetween(from, to)
    .some((type) => type.name === input.name || type.label === input.label);
  if (taken)
    throw conflict(`An association label named ${input.name} already exists`, 'OBJECT_ALREADY_EXISTS');
  const typeId = associations.nextTypeId();
  // A label of its own for the way back, or one type that reads the same from both sides.
  const inverse = from === to && input.inverseLabel === undefined ? typeId : typeId + 1;
  const shared = { category: 'USER_DEFINED', name: input.name } as const;
  const back = input.inverseLabel ?? input.label;
  associations.defineType({ ...shared, from, to, typeId, label: input.label, inverse });
  if (inverse !== typeId) {
    associations.defineType({ ...shared, from: to, to: from, typeId: inverse, label: back, inverse: typeId });
  }
  const made = [associations.type(typeId), associations.type(inverse)].filter((type) => type !== undefined);
  return ok({ results: [...new Set(made)].map(present) });
}

function customType(call: Call, typeId: number): AssociationType {
  const { from, to } = typesOf(call);
  const type = call.state.associations.type(typeId);
  if (type?.from !== from || type.to !== to) throw recordNotFound();
  if (type.category !== 'USER_DEFINED') {
    throw validationError(`Association type ${typeId} is defined by HubSpot and cannot be changed`);
  }
  return type;
}

export function putLabel(call: Call): Reply {
  const input = parseBody(call, labelUpdate);
  const type = customType(call, input.associationTypeId);
  call.state.associations.defineType({ ...type, label: input.label });
  const inverse = call.state.associations.type(type.inverse);
  if (inverse && inverse.typeId !== type.typeId && input.inverseLabel !== undefined) {
    call.state.associations.defineType({ ...inverse, label: input.inverseLabel });
  }
  return noContent();
}

export function deleteLabel(call: Call): Reply {
  const type = customType(call, Number(call.params.associationTypeId));
  call.state.associations.removeType(type.typeId);
  call.state.associations.removeType(type.inverse);
  return noContent();
}
