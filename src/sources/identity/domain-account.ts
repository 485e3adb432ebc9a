import { type ExternalAccount } from '../../model/source.ts';
import { companyDomainOfEmail } from './domains.ts';

/**
 * The account of a person whom the source ties to none: everybody with the same company mail domain. Null for
 * free-mail addresses, whose users have nothing in common.
 */
export function domainAccount(email: string): ExternalAccount | null {
  const domain = companyDomainOfEmail(email);
  if (domain === null) return null;
  return {
    externalId: `domain:${domain}`,
    name: null,
    domains: [domain],
    emails: [email],
    hubspotCompanyId: null,
  };
}
