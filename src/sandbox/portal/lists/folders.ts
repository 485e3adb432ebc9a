import { z } from 'zod';
import { type Call, noContent, ok, type Reply } from '../http/call.ts';
import { objectNotFound, validationError } from '../http/errors.ts';
import { parseBody } from '../http/parse.ts';
import { type PortalState } from '../state/portal-state.ts';
import { getList } from './definitions.ts';

/** A folder of lists; the root, `0`, is always there and not stored. */
export interface ListFolder {
  readonly id: string;
  readonly name: string;
  readonly parentFolderId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

const ROOT: ListFolder = { id: '0', name: '', parentFolderId: '0', createdAt: 0, updatedAt: 0 };

const createBody = z.object({ name: z.string().min(1), parentFolderId: z.string().default(ROOT.id) });
const moveListBody = z.object({ listId: z.string(), newFolderId: z.string() });

function folderOf({ state }: Call, id: string): ListFolder {
  const folder = id === ROOT.id ? ROOT : state.listFolders.get(id);
  if (folder) return folder;
  throw objectNotFound(`List folder ${id} does not exist`);
}

/** The folder that the path names. @throws PortalError 404, 400 for the root, which stays as it is */
function changeableFolder(call: Call): ListFolder {
  const folder = folderOf(call, call.params.folderId ?? '');
  if (folder !== ROOT) return folder;
  throw validationError('The root folder cannot be changed');
}

function children(state: PortalState, id: string): ListFolder[] {
  return [...state.listFolders.values()].filter((each) => each.parentFolderId === id);
}

function listsIn(state: PortalState, id: string): number[] {
  return state.lists
    .all()
    .filter((list) => list.deletedAt === null && (list.folderId ?? ROOT.id) === id)
    .map((list) => Number(list.listId));
}

function present(state: PortalState, { id, name, parentFolderId, ...times }: ListFolder): object {
  return {
    id,
    name,
    parentFolderId,
    createdAt: new Date(times.createdAt).toISOString(),
    updatedAt: new Date(times.updatedAt).toISOString(),
    childLists: listsIn(state, id),
    childNodes: children(state, id).map((child) => present(state, child)),
  };
}

function save({ state }: Call, folder: ListFolder): Reply {
  state.listFolders.set(folder.id, folder);
  state.journal.put('list-folder', folder.id, folder);
  return ok({ folder: present(state, folder) });
}

export function readFolders(call: Call): Reply {
  return ok({ folder: present(call.state, folderOf(call, call.query.get('folderId') ?? ROOT.id)) });
}

export function postFolder(call: Call): Reply {
  const { name, parentFolderId } = parseBody(call, createBody);
  folderOf(call, parentFolderId);
  const id = String(Math.max(0, ...[...call.state.listFolders.keys()].map(Number)) + 1);
  const now = call.state.now();
  return save(call, { id, name, parentFolderId, createdAt: now, updatedAt: now });
}

export function renameFolder(call: Call): Reply {
  const folder = changeableFolder(call);
  const name = call.query.get('newFolderName') ?? '';
  if (name === '') throw validationError('The query parameter newFolderName is missing');
  return save(call, { ...folder, name, updatedAt: call.state.now() });
}

export function moveFolder(call: Call): Reply {
  const folder = changeableFolder(call);
  const parent = folderOf(call, call.params.newParentFolderId ?? '');
  for (let above = parent; above !== ROOT; above = folderOf(call, above.parentFolderId)) {
    if (above.id === folder.id) throw validationError('A folder cannot be moved into itself');
  }
  return save(call, { ...folder, parentFolderId: parent.id, updatedAt: call.state.now() });
}

export function moveList(call: Call): Reply {
  const { listId, newFolderId } = parseBody(call, moveListBody);
  const list = getList({ ...call, params: { listId } });
  call.state.lists.save({ ...list, folderId: folderOf(call, newFolderId).id });
  return noContent();
}

/** What HubSpot does with the content of a deleted folder is not known; here only an empty one goes. */
export function deleteFolder(call: Call): Reply {
  const { id } = changeableFolder(call);
  const { state } = call;
  if (listsIn(state, id).length > 0 || children(state, id).length > 0) {
    throw validationError(`List folder ${id} is not empty`);
  }
  state.listFolders.delete(id);
  state.journal.remove('list-folder', id);
  return noContent();
}
