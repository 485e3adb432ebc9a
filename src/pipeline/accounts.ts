import { AppError } from '../errors.ts';
import { messageText, say } from '../model/messages/message.ts';
import { companyDomain } from '../sources/identity/index.ts';
import { confirmMatch, loadAccounts, releaseMatch, type StoredAccount } from '../store/accounts.ts';
import { accountSubject, addAudit, OPERATOR } from '../store/audit.ts';
import { loadCompanies } from '../store/companies.ts';
import { saveDomainAlias } from '../store/domain-aliases.ts';
import { type Db } from '../store/open.ts';
import { type PipelineDeps } from './deps.ts';
import { matchPortal } from './match.ts';

type Deps = Pick<PipelineDeps, 'db' | 'portalId'>;

/** An account that nobody could tie to a company yet, or that a person decided about. */
export interface AccountDecision {
  readonly source: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly state: 'matched' | 'confirmed' | 'rejected' | 'unmatched';
  readonly companyId: string | null;
  readonly matchedBy: string | null;
  readonly reason: string | null;
  /** Companies with similar names, best first. */
  readonly suggestions: readonly {
    readonly companyId: string;
    readonly name: string | null;
    readonly score: number;
  }[];
}

/** Accounts and what was decided about them, those that wait for a person first. */
export async function listAccounts(deps: Deps, source?: string): Promise<AccountDecision[]> {
  const names = new Map(
    (await loadCompanies(deps.db, deps.portalId)).map((each) => [each.companyId, each.name]),
  );
  const accounts = await loadAccounts(deps.db, deps.portalId);
  return accounts
    .filter((each) => source === undefined || each.source === source)
    .map((each) => ({
      source: each.source,
      externalId: each.externalId,
      name: each.account.name,
      state: stateOf(each),
      companyId: each.companyId,
      matchedBy: each.matchedBy,
      reason:
        each.problem !== null || (each.companyId === null && !each.confirmed)
          ? messageText(each.problem ?? say('account.not-matched'), 'en')
          : null,
      suggestions:
        each.companyId === null
          ? each.suggestions.map(({ companyId, score }) => ({
              companyId,
              name: names.get(companyId) ?? null,
              score,
            }))
          : [],
    }))
    .sort((left, right) => Number(right.state === 'unmatched') - Number(left.state === 'unmatched'));
}

function stateOf({ confirmed, companyId }: StoredAccount): AccountDecision['state'] {
  if (confirmed) return companyId === null ? 'rejected' : 'confirmed';
  return companyId === null ? 'unmatched' : 'matched';
}

/**
 * A person ties an account to a company. One account belongs to one company: another decision has to be taken back first.
 * @throws AppError `not-found`, `input-invalid`
 */
export async function confirmAccount(
  deps: Deps,
  source: string,
  externalId: string,
  companyId: string,
): Promise<void> {
  const account = await requireAccount(deps, source, externalId);
  await requireCompany(deps, companyId);
  if (account.confirmed && account.companyId !== null && account.companyId !== companyId) {
    throw new AppError(
      'input-invalid',
      `${source} ${externalId} was confirmed for company ${account.companyId}; one account belongs to one company. Take that back first: pulso accounts reset ${source} ${externalId}`,
    );
  }
  const { hubspotCompanyId } = account.account;
  if (hubspotCompanyId !== null && hubspotCompanyId !== companyId && account.matchedBy === 'id') {
    throw new AppError(
      'input-invalid',
      `${source} ${externalId} names HubSpot company ${hubspotCompanyId} itself. Change it in ${source}, which decides.`,
    );
  }
  await noted(deps, 'account.confirmed', accountSubject(source, externalId), { companyId }, (db) =>
    confirmMatch(db, deps.portalId, source, externalId, companyId),
  );
}

/** A person says that an account belongs to no company. @throws AppError `not-found` */
export async function rejectAccount(deps: Deps, source: string, externalId: string): Promise<void> {
  await requireAccount(deps, source, externalId);
  await noted(deps, 'account.rejected', accountSubject(source, externalId), {}, (db) =>
    confirmMatch(db, deps.portalId, source, externalId, null),
  );
}

/** Takes a decision back and matches again. @throws AppError `not-found` */
export async function resetAccount(deps: Deps, source: string, externalId: string): Promise<void> {
  await requireAccount(deps, source, externalId);
  await noted(deps, 'account.reset', accountSubject(source, externalId), {}, (db) =>
    releaseMatch(db, deps.portalId, source, externalId),
  );
  await matchPortal(deps);
}

/**
 * Ties a domain to a company (or, with null, unties it) and matches again.
 * @throws AppError `not-found`, `input-invalid`
 */
export async function aliasDomain(deps: Deps, text: string, companyId: string | null): Promise<void> {
  const domain = companyDomain(text);
  if (domain === null)
    throw new AppError(
      'input-invalid',
      `"${text}" is no domain of a company; write it as acme.com (free-mail domains belong to nobody)`,
    );
  if (companyId !== null) await requireCompany(deps, companyId);
  const action = companyId === null ? 'domain.untied' : 'domain.tied';
  await noted(deps, action, domain, { companyId }, (db) =>
    saveDomainAlias(db, deps.portalId, domain, companyId),
  );
  await matchPortal(deps);
}

/** Decisions made here are made on the command line; each stands in the audit log or was not made. */
function noted(
  { db, portalId }: Deps,
  action: string,
  subject: string,
  detail: object,
  change: (db: Db) => Promise<unknown>,
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await change(transaction);
    await addAudit(transaction, portalId, { actor: OPERATOR, action, subject, detail });
  });
}

async function requireAccount(deps: Deps, source: string, externalId: string): Promise<StoredAccount> {
  const accounts = await loadAccounts(deps.db, deps.portalId);
  const found = accounts.find((each) => each.source === source && each.externalId === externalId);
  if (found !== undefined) return found;
  throw new AppError(
    'not-found',
    `${source} has no account ${externalId}. See them with: pulso accounts list --source ${source}`,
  );
}

async function requireCompany(deps: Deps, companyId: string): Promise<void> {
  const companies = await loadCompanies(deps.db, deps.portalId);
  if (companies.some((each) => each.companyId === companyId)) return;
  throw new AppError(
    'not-found',
    `HubSpot company ${companyId} is not known here. Run pulso sync after creating it.`,
  );
}
