import { type ExternalAccount } from '../../model/source.ts';
import { domainAccount } from '../identity/domain-account.ts';
import { type Contact } from './shapes.ts';

export const NO_ACCOUNT = 'no account: its contacts have neither a company nor a company e-mail address';
export const SEVERAL_ACCOUNTS = 'several accounts: its contacts belong to more than one company';

/**
 * Whose conversation it is: Intercom ties it to people, and people to companies. Several companies are refused, since
 * nothing says which of them was spoken for; without any, the company mail domain decides.
 */
export function conversationAccount(
  contacts: readonly Contact[],
): ExternalAccount | { readonly fault: string } {
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
