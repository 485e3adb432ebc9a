import { type Route } from '../http/call.ts';
import { family } from '../http/routes.ts';
import {
  deleteList,
  postList,
  putFilters,
  putName,
  readList,
  readListByName,
  readLists,
  restoreList,
  searchLists,
} from './definitions.ts';
import { deleteFolder, moveFolder, moveList, postFolder, readFolders, renameFolder } from './folders.ts';
import {
  addAndRemoveMembers,
  addMembers,
  addMembersFrom,
  readMembers,
  readMembersByJoin,
  readRecordLists,
  removeAllMembers,
  removeMembers,
} from './memberships.ts';

export function listRoutes(): Route[] {
  const add = family({ legacy: ['/crm/v3/lists'], dated: '/crm/lists' });
  const read = { scopes: () => ['crm.lists.read'] };
  const write = { scopes: () => ['crm.lists.write'] };
  const folder = '/folders/:folderId';
  const members = '/:listId/memberships';
  return [
    ...add('GET', '', readLists, read),
    ...add('POST', '', postList, write),
    ...add('POST', '/search', searchLists, read),
    ...add('GET', '/folders', readFolders, read),
    ...add('POST', '/folders', postFolder, write),
    ...add('PUT', '/folders/move-list', moveList, write),
    ...add('DELETE', folder, deleteFolder, write),
    ...add('PUT', `${folder}/rename`, renameFolder, write),
    ...add('PUT', `${folder}/move/:newParentFolderId`, moveFolder, write),
    ...add('GET', '/object-type-id/:objectTypeId/name/:listName', readListByName, read),
    ...add('GET', '/records/:objectTypeId/:recordId/memberships', readRecordLists, read),
    ...add('GET', '/:listId', readList, read),
    ...add('DELETE', '/:listId', deleteList, write),
    ...add('PUT', '/:listId/restore', restoreList, write),
    ...add('PUT', '/:listId/update-list-filters', putFilters, write),
    ...add('PUT', '/:listId/update-list-name', putName, write),
    ...add('GET', members, readMembers, read),
    ...add('DELETE', members, removeAllMembers, write),
    ...add('GET', `${members}/join-order`, readMembersByJoin, read),
    ...add('PUT', `${members}/add`, addMembers, write),
    ...add('PUT', `${members}/remove`, removeMembers, write),
    ...add('PUT', `${members}/add-and-remove`, addAndRemoveMembers, write),
    ...add('PUT', `${members}/add-from/:sourceListId`, addMembersFrom, write),
  ];
}
