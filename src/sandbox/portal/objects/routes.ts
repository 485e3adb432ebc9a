import { type Call, type Route } from '../http/call.ts';
import { family } from '../http/routes.ts';
import { findObjectType } from '../schema/object-types.ts';
import { searchRecords } from '../search/search.ts';
import { batchArchive, batchCreate, batchRead, batchUpdate, batchUpsert } from './batch.ts';
import { gdprDelete } from './gdpr-delete.ts';
import { mergeRecords } from './merge.ts';
import { deleteRecord, listRecords, patchRecord, postRecord, readRecord } from './single.ts';

/** Object types with scopes of their own; activities need the scope of contacts, as in HubSpot, and mails one more. */
const SCOPED = new Set(['companies', 'contacts', 'deals']);

/** The scope a token needs to read or write records of the type in the path. */
export function objectScope(access: 'read' | 'write'): (call: Call) => string[] {
  return (call) => {
    const name = findObjectType(call.params.objectType ?? '')?.name ?? '';
    if (name === 'tickets') return ['tickets'];
    if (name === 'feedback_submissions') return ['crm.objects.feedback_submissions.read'];
    if (name === 'emails') return [`crm.objects.contacts.${access} sales-email-read`];
    return [`crm.objects.${SCOPED.has(name) ? name : 'contacts'}.${access}`];
  };
}

export function objectRoutes(): Route[] {
  const add = family({ legacy: ['/crm/v3/objects'], dated: '/crm/objects' });
  const read = { scopes: objectScope('read') };
  const write = { scopes: objectScope('write') };
  return [
    ...add('GET', '/:objectType', listRecords, read),
    ...add('POST', '/:objectType', postRecord, write),
    ...add('GET', '/:objectType/:objectId', readRecord, read),
    ...add('PATCH', '/:objectType/:objectId', patchRecord, write),
    ...add('DELETE', '/:objectType/:objectId', deleteRecord, write),
    ...add('POST', '/:objectType/search', searchRecords, { ...read, pool: 'search' }),
    ...add('POST', '/:objectType/batch/read', batchRead, read),
    ...add('POST', '/:objectType/batch/create', batchCreate, write),
    ...add('POST', '/:objectType/batch/update', batchUpdate, write),
    ...add('POST', '/:objectType/batch/upsert', batchUpsert, write),
    ...add('POST', '/:objectType/batch/archive', batchArchive, write),
    ...add('POST', '/:objectType/merge', mergeRecords, write),
    ...add('POST', '/contacts/gdpr-delete', gdprDelete, { scopes: () => ['crm.objects.contacts.write'] }),
  ];
}
