import { z } from 'zod';
import { type Call, ok, type Reply, type Route } from './http/call.ts';
import { recordNotFound } from './http/errors.ts';
import { limitParam } from './http/parse.ts';
import { family } from './http/routes.ts';

/** A user of the portal who can own records. */
export interface Owner {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly userId: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archived: boolean;
}

const MAX_PAGE = 500;

function ownerBody(owner: Owner): Record<string, unknown> {
  return {
    id: owner.id,
    email: owner.email,
    type: 'PERSON',
    firstName: owner.firstName,
    lastName: owner.lastName,
    userId: owner.userId,
    userIdIncludingInactive: owner.userId,
    createdAt: new Date(owner.createdAt).toISOString(),
    updatedAt: new Date(owner.updatedAt).toISOString(),
    archived: owner.archived,
  };
}

/** Owners page with an opaque cursor: the last id in base64. */
const encodeCursor = (id: string): string => Buffer.from(id).toString('base64');
const cursor = z.string().transform((text) => Number(Buffer.from(text, 'base64').toString('utf8')) || 0);

function listOwners(call: Call): Reply {
  const limit = limitParam(call, 100, MAX_PAGE);
  const after = cursor.parse(call.query.get('after') ?? '');
  const email = call.query.get('email')?.toLowerCase();
  const archived = call.query.get('archived') === 'true';
  const matching = [...call.state.owners.values()]
    .filter((owner) => owner.archived === archived && (!email || owner.email.toLowerCase() === email))
    .filter((owner) => Number(owner.id) > after)
    .sort((left, right) => Number(left.id) - Number(right.id));
  const page = matching.slice(0, limit);
  const last = page.at(-1);
  const body = { results: page.map(ownerBody) };
  if (matching.length <= limit || !last) return ok(body);
  const next = new URLSearchParams(call.query);
  next.set('after', encodeCursor(last.id));
  return ok({
    ...body,
    paging: {
      next: { after: encodeCursor(last.id), link: `${call.baseUrl}${call.path}?${next.toString()}` },
    },
  });
}

function getOwner(call: Call): Reply {
  const id = call.params.ownerId ?? '';
  const owner =
    call.query.get('idProperty') === 'userId'
      ? [...call.state.owners.values()].find((each) => String(each.userId) === id)
      : call.state.owners.get(id);
  if (!owner || owner.archived !== (call.query.get('archived') === 'true')) throw recordNotFound();
  return ok(ownerBody(owner));
}

export function ownerRoutes(): Route[] {
  const add = family({
    legacy: ['/crm/v3/owners'],
    dated: '/crm/owners',
    scopes: () => ['crm.objects.owners.read'],
  });
  return [...add('GET', '', listOwners), ...add('GET', '/:ownerId', getOwner)];
}
