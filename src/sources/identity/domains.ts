import freeMailDomains from 'email-providers/all.json' with { type: 'json' };
import { getDomain } from 'tldts';

const FREE_MAIL: ReadonlySet<string> = new Set(freeMailDomains);

/**
 * The registrable domain of a host, URL or bare domain, in lower case: `https://eu.acme.co.uk/x` → `acme.co.uk`.
 * Private suffixes count (`acme.github.io` is not `other.github.io`). Null for IP addresses, suffixes and garbage.
 */
export function registrableDomain(text: string): string | null {
  return getDomain(text.trim().toLowerCase(), { allowPrivateDomains: true });
}

/** Whether a domain belongs to a provider of free or disposable mailboxes, so that sharing it means nothing. */
export function isFreeMailDomain(domain: string): boolean {
  const lower = domain.toLowerCase();
  return FREE_MAIL.has(lower) || FREE_MAIL.has(registrableDomain(lower) ?? lower);
}

/** The registrable domain of a host or URL that can identify a company; null otherwise. */
export function companyDomain(text: string): string | null {
  const domain = registrableDomain(text);
  return domain === null || isFreeMailDomain(domain) ? null : domain;
}

/** The domain of an e-mail address that can identify a company; null otherwise. */
export function companyDomainOfEmail(email: string): string | null {
  const at = email.lastIndexOf('@');
  if (at < 1) return null;
  const host = email.slice(at + 1).trim();
  return isFreeMailDomain(host) ? null : companyDomain(host);
}
