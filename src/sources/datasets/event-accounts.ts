import { type ExternalAccount } from '../../model/source.ts';
import { companyDomainOfEmail, DOMAIN_ACCOUNT } from '../identity/domains.ts';

/** Why events of files and tables are set aside. */
export const EVENT_FAULTS = {
  time: 'event.time',
  name: 'event.name',
  user: 'event.user',
  account: 'event.account',
} as const;
export type EventFault = (typeof EVENT_FAULTS)[keyof typeof EVENT_FAULTS];

/** E-mail addresses an account needs at most: enough to find the majority domain. */
export const MAX_EMAILS = 25;

/** The account of users that nothing else ties together but their company's e-mail domain; null without one. */
export function accountOfEmail(email: string): string | null {
  const domain = companyDomainOfEmail(email);
  return domain === null ? null : DOMAIN_ACCOUNT + domain;
}

/** The account behind an id that events name, or behind an e-mail domain. */
export function accountOf(externalId: string, emails: readonly string[]): ExternalAccount {
  const domains = externalId.startsWith(DOMAIN_ACCOUNT) ? [externalId.slice(DOMAIN_ACCOUNT.length)] : [];
  return { externalId, name: null, domains, emails, hubspotCompanyId: null };
}
