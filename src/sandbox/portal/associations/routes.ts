import { type Route } from '../http/call.ts';
import { family } from '../http/routes.ts';
import { objectScope } from '../objects/routes.ts';
import {
  batchArchiveAssociations,
  batchArchiveLabels,
  batchAssociateDefault,
  batchCreateAssociations,
  batchReadAssociations,
} from './batch.ts';
import { deleteLabel, listLabels, postLabel, putLabel } from './labels.ts';
import { deleteAssociation, listAssociations, putAssociation, putDefaultAssociation } from './single.ts';

/** Associations below a record: `/crm/v4/objects/{type}/{id}/associations/…`. */
function recordRoutes(): Route[] {
  const add = family({ legacy: ['/crm/v4/objects'], dated: '/crm/objects' });
  const read = { scopes: objectScope('read') };
  const write = { scopes: objectScope('write') };
  const one = '/:objectType/:objectId/associations/:toObjectType/:toObjectId';
  const preset = '/:objectType/:objectId/associations/default/:toObjectType/:toObjectId';
  return [
    ...add('GET', '/:objectType/:objectId/associations/:toObjectType', listAssociations, read),
    ...add('PUT', one, putAssociation, write),
    ...add('DELETE', one, deleteAssociation, write),
    ...add('PUT', preset, putDefaultAssociation, write),
  ];
}

export function associationRoutes(): Route[] {
  const add = family({ legacy: ['/crm/v4/associations'], dated: '/crm/associations' });
  const pair = '/:fromObjectType/:toObjectType';
  return [
    ...recordRoutes(),
    ...add('POST', `${pair}/batch/read`, batchReadAssociations),
    ...add('POST', `${pair}/batch/create`, batchCreateAssociations),
    ...add('POST', `${pair}/batch/associate/default`, batchAssociateDefault),
    ...add('POST', `${pair}/batch/archive`, batchArchiveAssociations),
    ...add('POST', `${pair}/batch/labels/archive`, batchArchiveLabels),
    ...add('GET', `${pair}/labels`, listLabels),
    ...add('POST', `${pair}/labels`, postLabel),
    ...add('PUT', `${pair}/labels`, putLabel),
    ...add('DELETE', `${pair}/labels/:associationTypeId`, deleteLabel),
  ];
}
