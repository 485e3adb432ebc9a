export {
  matchAccounts,
  type AccountMatch,
  type ConfirmedMatch,
  type MatchedBy,
  type MatchResult,
  type SourceAccount,
  type UnmatchedAccount,
} from './match-accounts.ts';
export { companyDomain, companyDomainOfEmail, isFreeMailDomain, registrableDomain } from './domains.ts';
export { domainAccount } from './domain-account.ts';
export { type Suggestion } from './names.ts';
export { type DomainAlias } from './company-index.ts';
