import freeMailDomains from 'email-providers/all.json' with { type: 'json' };
import { getDomain, parse } from 'tldts';

const OPTIONS = { allowPrivateDomains: true };
const FREE_MAIL: ReadonlySet<string> = new Set(freeMailDomains);

/**
 * The registrable domain of a host, URL or bare domain, in lower case: `https://eu.acme.co.uk/x` → `acme.co.uk`.
 * Private suffixes count (`acme.github.io` is not `other.github.io`). Null for IP addresses, suffixes and garbage.
 */
export function registrableDomain(text: string): string | null {
  return getDomain(text.trim().toLowerCase(), OPTIONS);
}

/** Whether a domain belongs to a provider of free or disposable mailboxes, so that sharing it means nothing. */
export function isFreeMailDomain(domain: string): boolean {
  const lower = domain.toLowerCase();
  return FREE_MAIL.has(lower) || FREE_MAIL.has(registrableDomain(lower) ?? lower);
}

/** Where a company is found on the internet. */
export interface CompanyHost {
  /** Registrable domain. */
  readonly domain: string;
  /** The host below the domain, where it is more than its web server; null otherwise. */
  readonly host: string | null;
}

/** What a host or URL says about whose it is; null when it cannot identify a company. */
export function companyHost(text: string): CompanyHost | null {
  const { hostname, domain } = parse(text.trim().toLowerCase(), OPTIONS);
  if (hostname === null || domain === null || FREE_MAIL.has(domain)) return null;
  const host = hostname.replace(/^www\d?\./, '');
  return { domain, host: host === domain ? null : host };
}

/** The registrable domain of a host or URL that can identify a company; null otherwise. */
export function companyDomain(text: string): string | null {
  return companyHost(text)?.domain ?? null;
}

/** The part of an e-mail address that names a host; null where there is none. */
export function hostOfEmail(email: string): string | null {
  const at = email.lastIndexOf('@');
  return at < 1 ? null : email.slice(at + 1).trim();
}

/** What the host of an e-mail address says about whose it is; null for free mail and garbage. */
export function companyMailHost(host: string): CompanyHost | null {
  return FREE_MAIL.has(host.toLowerCase()) ? null : companyHost(host);
}

/** The domain of an e-mail address that can identify a company; null otherwise. */
export function companyDomainOfEmail(email: string): string | null {
  const host = hostOfEmail(email);
  return host === null ? null : (companyMailHost(host)?.domain ?? null);
}

/** Begins the id of an account that stands for all users of one company e-mail domain. */
export const DOMAIN_ACCOUNT = 'domain:';
