import { type CrmCompany } from '../../model/company.ts';
import { type ExternalAccount } from '../../model/source.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { headOf, indexCompanies, type CompanyIndex, type DomainAlias } from './company-index.ts';
import {
  companyDomain,
  companyDomainOfEmail,
  companyHost,
  type CompanyHost,
  companyMailHost,
  hostOfEmail,
} from './domains.ts';
import { indexNames, type NameIndex, type Suggestion } from './names.ts';
import { salesforceKey } from './salesforce-key.ts';

/** An account of a source that has to be tied to a company. */
export interface SourceAccount {
  readonly source: string;
  readonly account: ExternalAccount;
}

export type MatchedBy = 'id' | 'crm-id' | 'domain' | 'email-domain' | 'confirmed';

export interface AccountMatch {
  readonly source: string;
  readonly externalId: string;
  readonly companyId: string;
  readonly matchedBy: MatchedBy;
}

/** What a person decided. */
export type ConfirmedMatch = Omit<AccountMatch, 'matchedBy'>;

export interface UnmatchedAccount {
  readonly source: string;
  readonly externalId: string;
  readonly reason: Message;
  /** Companies with similar names, best first; never applied by themselves. */
  readonly suggestions: readonly Suggestion[];
}

export interface MatchResult {
  readonly matches: readonly AccountMatch[];
  readonly unmatched: readonly UnmatchedAccount[];
}

/**
 * Ties accounts to HubSpot companies: by the company id the source states, by what a person confirmed, by the
 * Salesforce account both name, by the account's own domain, by the domain most of its users' e-mail addresses have.
 * Whatever is ambiguous is refused with its reason, never guessed. Several accounts may belong to one company.
 *
 * @param aliases domains that a person tied to companies
 */
export function matchAccounts(
  companies: readonly CrmCompany[],
  accounts: readonly SourceAccount[],
  confirmed: readonly ConfirmedMatch[],
  aliases: readonly DomainAlias[] = [],
): MatchResult {
  const index = indexCompanies(companies, aliases);
  const names = indexNames(index.byId.values());
  const decisions = groupDecisions(confirmed);
  const matches: AccountMatch[] = [];
  const unmatched: UnmatchedAccount[] = [];
  for (const { source, account } of accounts) {
    const { externalId } = account;
    const decided = decisions.get(keyOf(source, externalId)) ?? [];
    const verdict = judge(account, index, decided);
    if ('companyId' in verdict) matches.push({ source, externalId, ...verdict });
    else
      unmatched.push({
        source,
        externalId,
        reason: verdict.reason,
        suggestions: suggestionsFor(account, names),
      });
  }
  return { matches, unmatched };
}

type Verdict = { readonly companyId: string; readonly matchedBy: MatchedBy } | { readonly reason: Message };

/** The first rule with something to go by decides, also when it decides to refuse. */
function judge(account: ExternalAccount, index: CompanyIndex, decided: readonly string[]): Verdict {
  return (
    byStatedId(account, index, decided) ??
    byDecision(index, decided) ??
    byCrmId(account, index) ??
    byOwnDomain(account, index) ??
    byEmailDomain(account, index) ?? { reason: nothingToGoBy(account) }
  );
}

/** A stated id of a company that is gone is overruled by a person only: a domain would be a guess against it. */
function byStatedId(
  account: ExternalAccount,
  index: CompanyIndex,
  decided: readonly string[],
): Verdict | null {
  const stated = account.hubspotCompanyId;
  if (stated === null) return null;
  if (index.byId.has(stated)) return { companyId: stated, matchedBy: 'id' };
  if (decided.length > 0) return null;
  return { reason: say('account.company-gone', { company: stated }) };
}

function byDecision(index: CompanyIndex, decided: readonly string[]): Verdict | null {
  const [first, ...others] = decided;
  if (first === undefined) return null;
  if (others.length > 0) return { reason: say('account.confirmed-twice', { companies: decided }) };
  if (index.byId.has(first)) return { companyId: first, matchedBy: 'confirmed' };
  return { reason: say('account.confirmed-gone', { company: first }) };
}

/** A shared id is never settled by who is whose parent: which company it is takes a person. */
function byCrmId(account: ExternalAccount, index: CompanyIndex): Verdict | null {
  const key = salesforceKey(account.salesforceAccountId);
  const sharing = key === null ? undefined : index.bySalesforceKey.get(key);
  const [first, ...others] = sharing ?? [];
  if (first === undefined) return null;
  if (others.length === 0) return { companyId: first.companyId, matchedBy: 'crm-id' };
  const ids = [first, ...others].map((each) => each.companyId);
  return { reason: say('account.salesforce-shared', { id: key ?? '', companies: ids }) };
}

function byOwnDomain(account: ExternalAccount, index: CompanyIndex): Verdict | null {
  const hosts = account.domains.flatMap((domain) => companyHost(domain) ?? []);
  const subsidiary = byHost(hosts, index, 'domain');
  if (subsidiary !== null) return subsidiary;
  const domains = new Set(hosts.map((each) => each.domain));
  const claims = [...domains].flatMap((domain) => claimOf(domain, index, 'domain') ?? []);
  const refusal = claims.find((claim) => 'reason' in claim);
  if (refusal !== undefined) return refusal;
  const companies = new Set(claims.flatMap((claim) => ('companyId' in claim ? [claim.companyId] : [])));
  if (companies.size > 1) {
    const head = headOf([...companies].flatMap((companyId) => index.byId.get(companyId) ?? []));
    if (head !== null) return { companyId: head.companyId, matchedBy: 'domain' };
    return { reason: say('account.domains-shared', { domains: [...domains], companies: [...companies] }) };
  }
  return claims[0] ?? null;
}

/** A subsidiary with a host of its own below the shared domain; only when all hosts stand for it. */
function byHost(hosts: readonly CompanyHost[], index: CompanyIndex, matchedBy: MatchedBy): Verdict | null {
  const claimed = hosts.map(({ host }) => (host === null ? undefined : index.byHost.get(host)));
  const [first] = claimed;
  const company = first?.length === 1 ? first[0] : undefined;
  if (company === undefined || claimed.some((each) => each?.length !== 1 || each[0] !== company)) return null;
  return { companyId: company.companyId, matchedBy };
}

function byEmailDomain(account: ExternalAccount, index: CompanyIndex): Verdict | null {
  const mailHosts = countMailHosts(account.emails);
  const subsidiary = byHost([...mailHosts.keys()], index, 'email-domain');
  if (subsidiary !== null) return subsidiary;
  const counts = new Map<string, number>();
  for (const [{ domain }, count] of mailHosts) counts.set(domain, (counts.get(domain) ?? 0) + count);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const majority = [...counts].find(([, count]) => count * 2 > total);
  if (majority !== undefined) return claimOf(majority[0], index, 'email-domain');
  const known = [...counts.keys()].filter((domain) => index.byDomain.has(domain));
  if (known.length === 0) return null;
  return { reason: say('account.no-majority', { domains: [...counts.keys()] }) };
}

/** Company hosts of addresses and how many have them; each host is looked at once, whoever shares it. */
function countMailHosts(emails: readonly string[]): Map<CompanyHost, number> {
  const counts = new Map<string, number>();
  for (const email of emails) {
    const host = hostOfEmail(email);
    if (host !== null) counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  const hosts = new Map<CompanyHost, number>();
  for (const [text, count] of counts) {
    const host = companyMailHost(text);
    if (host !== null) hosts.set(host, count);
  }
  return hosts;
}

/** Null: no company has the domain. */
function claimOf(domain: string, index: CompanyIndex, matchedBy: MatchedBy): Verdict | null {
  const sharing = index.byDomain.get(domain);
  if (sharing === undefined) return null;
  const head = headOf(sharing);
  if (head !== null) return { companyId: head.companyId, matchedBy };
  const companies = sharing.map((each) => each.companyId);
  return { reason: say('account.domain-shared', { domain, companies }) };
}

function nothingToGoBy(account: ExternalAccount): Message {
  const found = [...account.domains.map(companyDomain), ...account.emails.map(companyDomainOfEmail)];
  const domains = [...new Set(found.filter((domain) => domain !== null))];
  if (domains.length > 0) return say('account.domain-unknown', { domains });
  if (account.emails.length > 0) return say('account.free-mail');
  const id = salesforceKey(account.salesforceAccountId);
  return id === null ? say('account.nothing') : say('account.salesforce-unknown', { id });
}

function suggestionsFor(account: ExternalAccount, names: NameIndex): Suggestion[] {
  return account.name === null ? [] : names.suggest(account.name);
}

function groupDecisions(confirmed: readonly ConfirmedMatch[]): ReadonlyMap<string, readonly string[]> {
  const decisions = new Map<string, string[]>();
  for (const { source, externalId, companyId } of confirmed) {
    const key = keyOf(source, externalId);
    const known = decisions.get(key) ?? [];
    if (!known.includes(companyId)) known.push(companyId);
    decisions.set(key, known);
  }
  return decisions;
}

function keyOf(source: string, externalId: string): string {
  return JSON.stringify([source, externalId]);
}
