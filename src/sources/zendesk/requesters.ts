import { type ExternalAccount } from '../../model/source.ts';
import { domainAccount } from '../identity/domain-account.ts';
import { say } from '../../model/messages/message.ts';
import { user, type User } from './shapes.ts';

/** The users among raw objects, by id; what is none is left out, since nobody asked for it by itself. */
export function usersById(raw: readonly unknown[]): Map<string, User> {
  const users = raw.flatMap((each) => user.safeParse(each).data ?? []);
  return new Map(users.map((each) => [each.id, each]));
}

/** The account of an organization, as far as something else than the organization itself tells of it. */
export function organizationAccount(externalId: string, email: string | null | undefined): ExternalAccount {
  return { externalId, name: null, domains: [], emails: email ? [email] : [], hubspotCompanyId: null };
}

/**
 * Whose ticket it is: the ticket's organization, else the requester's, else everybody with the requester's company
 * mail domain. Null when nothing of that is known.
 */
export function accountOf(
  organizationId: string | null,
  requester: User | undefined,
): ExternalAccount | null {
  const id = organizationId ?? requester?.organization_id ?? null;
  const email = requester?.email;
  if (id === null) return email ? domainAccount(email) : null;
  // A colleague from elsewhere may ask for an organization; their address says nothing about it.
  return organizationAccount(id, requester?.organization_id === id ? email : null);
}

export const NO_ACCOUNT = say('zendesk.account');
