import { type ExternalAccount } from '../../model/source.ts';
import { domainAccount } from '../identity/domain-account.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { type Contact } from './shapes.ts';

export const NO_ACCOUNT = say('intercom.account');
export const SEVERAL_ACCOUNTS = say('intercom.several');

/**
 * Whose conversation it is: Intercom ties it to people, and people to companies. Several companies are refused, since
 * nothing says which of them was spoken for; without any, the company mail domain decides.
 */
export function conversationAccount(
  contacts: readonly Contact[],
): ExternalAccount | { readonly fault: Message } {
  const companies = new Set(contacts.flatMap(companyIds));
  if (companies.size > 1) return { fault: SEVERAL_ACCOUNTS };
  const emails = contacts.flatMap(({ email }) => email || []);
  const [externalId] = companies;
  if (externalId !== undefined) {
    return { externalId, name: null, domains: [], emails, hubspotCompanyId: null };
  }
  for (const email of emails) {
    const account = domainAccount(email);
    if (account !== null) return account;
  }
  return { fault: NO_ACCOUNT };
}

function companyIds({ companies }: Contact): string[] {
  return (companies?.data ?? []).map(({ id }) => id);
}
