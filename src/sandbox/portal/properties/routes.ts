import { batchReply, requireInputs } from '../http/batch-reply.ts';
import { type Call, created, noContent, ok, type Reply, type Route } from '../http/call.ts';
import { conflict, objectNotFound, validationError } from '../http/errors.ts';
import { booleanParam, parseBody } from '../http/parse.ts';
import { family } from '../http/routes.ts';
import { findObjectType, objectTypeOf } from '../schema/object-types.ts';
import { type PropertyGroup } from '../state/property-registry.ts';
import {
  batchPropertyCreate,
  batchPropertyNames,
  groupCreate,
  groupUpdate,
  propertyCreate,
  propertyUpdate,
} from './bodies.ts';
import {
  archiveProperty,
  changeProperty,
  getProperty,
  planProperty,
  presentProperty,
  saveProperty,
} from './properties.ts';

const MAX_INPUTS = 100;

const typeOf = (call: Call) => objectTypeOf(call.params.objectType);

function listProperties(call: Call): Reply {
  const all = call.state.properties.all(typeOf(call).id, booleanParam(call, 'archived'));
  return ok({ results: all.map(presentProperty) });
}

function readProperty(call: Call): Reply {
  const name = call.params.propertyName ?? '';
  const type = typeOf(call);
  const archived = booleanParam(call, 'archived') && call.state.properties.findArchived(type.id, name);
  return ok(presentProperty(archived || getProperty(call.state, type, name)));
}

function postProperty(call: Call): Reply {
  const property = planProperty(call.state, typeOf(call), parseBody(call, propertyCreate));
  saveProperty(call.state, typeOf(call), property);
  return created(presentProperty(property));
}

function patchProperty(call: Call): Reply {
  const change = parseBody(call, propertyUpdate);
  const property = changeProperty(call.state, typeOf(call), call.params.propertyName ?? '', change);
  return ok(presentProperty(property));
}

function deleteProperty(call: Call): Reply {
  archiveProperty(call.state, typeOf(call), call.params.propertyName ?? '');
  return noContent();
}

function batchCreateProperties(call: Call): Reply {
  const { inputs } = parseBody(call, batchPropertyCreate);
  requireInputs(inputs.length, MAX_INPUTS);
  const names = inputs.map((input) => input.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw validationError(`Property ${twice} occurs twice in the batch`);
  const planned = inputs.map((input) => planProperty(call.state, typeOf(call), input));
  for (const property of planned) saveProperty(call.state, typeOf(call), property);
  return batchReply(call.state.now(), 201, planned.map(presentProperty));
}

function batchReadProperties(call: Call): Reply {
  const { inputs, archived } = parseBody(call, batchPropertyNames);
  requireInputs(inputs.length, MAX_INPUTS);
  const type = typeOf(call);
  const names = inputs.map((input) => input.name);
  const found = names.map((name) =>
    archived === true
      ? call.state.properties.findArchived(type.id, name)
      : call.state.properties.find(type.id, name),
  );
  const missing = names.filter((_, index) => found[index] === undefined);
  const errors = missing.map((name) => ({
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `Property named "${name}" for object type ${type.id} does not exist`,
    context: { name: [name] },
  }));
  const results = found.flatMap((property) => (property ? [presentProperty(property)] : []));
  return batchReply(call.state.now(), 200, results, errors);
}

function batchArchiveProperties(call: Call): Reply {
  const { inputs } = parseBody(call, batchPropertyNames);
  requireInputs(inputs.length, MAX_INPUTS);
  for (const { name } of inputs) {
    if (call.state.properties.find(typeOf(call).id, name)) archiveProperty(call.state, typeOf(call), name);
  }
  return noContent();
}

function listGroups(call: Call): Reply {
  return ok({ results: call.state.properties.groups(typeOf(call).id) });
}

function groupOf(call: Call): PropertyGroup {
  const name = call.params.groupName ?? '';
  const group = call.state.properties.group(typeOf(call).id, name);
  if (group) return group;
  throw objectNotFound(`Property group named "${name}" for object type ${typeOf(call).id} does not exist`);
}

function postGroup(call: Call): Reply {
  const input = parseBody(call, groupCreate);
  const type = typeOf(call);
  if (call.state.properties.group(type.id, input.name)) {
    throw conflict(`Property group named '${input.name}' already exists.`, 'OBJECT_ALREADY_EXISTS');
  }
  const group = { ...input, archived: false };
  call.state.properties.putGroup(type.id, group);
  return created(group);
}

function patchGroup(call: Call): Reply {
  const { label, displayOrder } = parseBody(call, groupUpdate);
  const before = groupOf(call);
  const group = {
    ...before,
    label: label ?? before.label,
    displayOrder: displayOrder ?? before.displayOrder,
  };
  call.state.properties.putGroup(typeOf(call).id, group);
  return ok(group);
}

function deleteGroup(call: Call): Reply {
  const group = groupOf(call);
  const type = typeOf(call);
  const used = call.state.properties.all(type.id, false).some((each) => each.groupName === group.name);
  if (used) throw validationError(`Property group ${group.name} still has properties`);
  call.state.properties.putGroup(type.id, { ...group, archived: true });
  return noContent();
}

/** Schema scopes exist for companies, contacts and deals; the rest follows the contacts' one. */
function schemaScope(access: 'read' | 'write'): (call: Call) => string[] {
  return (call) => {
    const name = findObjectType(call.params.objectType ?? '')?.name ?? '';
    const scoped = ['companies', 'contacts', 'deals'].includes(name) ? name : 'contacts';
    return [`crm.schemas.${scoped}.${access}`];
  };
}

export function propertyRoutes(): Route[] {
  const add = family({ legacy: ['/crm/v3/properties'], dated: '/crm/properties' });
  const read = { scopes: schemaScope('read') };
  const write = { scopes: schemaScope('write') };
  return [
    ...add('GET', '/:objectType', listProperties, read),
    ...add('POST', '/:objectType', postProperty, write),
    ...add('GET', '/:objectType/:propertyName', readProperty, read),
    ...add('PATCH', '/:objectType/:propertyName', patchProperty, write),
    ...add('DELETE', '/:objectType/:propertyName', deleteProperty, write),
    ...add('POST', '/:objectType/batch/create', batchCreateProperties, write),
    ...add('POST', '/:objectType/batch/read', batchReadProperties, read),
    ...add('POST', '/:objectType/batch/archive', batchArchiveProperties, write),
    ...add('GET', '/:objectType/groups', listGroups, read),
    ...add('POST', '/:objectType/groups', postGroup, write),
    ...add('GET', '/:objectType/groups/:groupName', (call) => ok(groupOf(call)), read),
    ...add('PATCH', '/:objectType/groups/:groupName', patchGroup, write),
    ...add('DELETE', '/:objectType/groups/:groupName', deleteGroup, write),
  ];
}
