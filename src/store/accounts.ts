import { sql } from 'kysely';
import { type ExternalAccount, type StatedWholly } from '../model/source.ts';
import { type Message } from '../model/messages/message.ts';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** Enough to find the majority domain. Always the first in their order, so that it does not matter how they came. */
const MAX_EMAILS = 25;

const COLUMNS = {
  external_id: 'text',
  name: 'text',
  domains: 'jsonb',
  emails: 'jsonb',
  hubspot_company_id: 'text',
  salesforce_account_id: 'text',
} as const;

/** What was decided about an external account. */
export interface AccountMatch {
  readonly source: string;
  readonly externalId: string;
  readonly companyId: string | null;
  readonly matchedBy: string | null;
  readonly problem: Message | null;
  readonly suggestions: readonly { readonly companyId: string; readonly score: number }[];
}

export interface StoredAccount extends AccountMatch {
  readonly account: ExternalAccount;
  readonly confirmed: boolean;
}

/**
 * Inserts accounts or refreshes what identifies them: what a source states wholly replaces what was known, the rest adds
 * to it. The match is left alone.
 */
export async function saveAccounts(
  db: Db,
  portalId: string,
  source: string,
  accounts: readonly ExternalAccount[],
): Promise<void> {
  const alike = Map.groupBy(accounts, ({ states = [] }) => [...states].sort().join(' '));
  for (const group of alike.values()) {
    for (const chunk of chunksOf(group, 1000)) {
      await saveAlike(db, portalId, source, chunk, new Set(group[0]?.states));
    }
  }
}

async function saveAlike(
  db: Db,
  portalId: string,
  source: string,
  accounts: readonly ExternalAccount[],
  states: ReadonlySet<StatedWholly>,
): Promise<void> {
  const rows = accounts.map((account) => ({
    external_id: account.externalId,
    name: account.name,
    domains: account.domains,
    emails: account.emails,
    hubspot_company_id: account.hubspotCompanyId,
    salesforce_account_id: account.salesforceAccountId ?? null,
  }));
  await sql`
      insert into account
        (portal_id, source, external_id, name, domains, emails, hubspot_company_id, salesforce_account_id)
      select ${portalId}, ${source}, external_id, name, domains, emails, hubspot_company_id, salesforce_account_id
      from ${rowsOf(rows, COLUMNS)}
      on conflict (portal_id, source, external_id) do update set
        name = coalesce(excluded.name, account.name),
        domains = ${states.has('domains') ? sql`excluded.domains` : BOTH_DOMAINS},
        emails = (select coalesce(jsonb_agg(each), '[]') from (
          select distinct each collate "C" as each from jsonb_array_elements_text(account.emails || excluded.emails) each
          order by 1 limit ${MAX_EMAILS}) few),
        hubspot_company_id = ${states.has('hubspotCompanyId') ? sql`excluded.hubspot_company_id` : KNOWN_COMPANY},
        salesforce_account_id = coalesce(excluded.salesforce_account_id, account.salesforce_account_id)`.execute(
    db,
  );
}

const BOTH_DOMAINS = sql`(select coalesce(jsonb_agg(distinct each), '[]')
  from jsonb_array_elements(account.domains || excluded.domains) each)`;
const KNOWN_COMPANY = sql`coalesce(excluded.hubspot_company_id, account.hubspot_company_id)`;

export async function loadAccounts(db: Db, portalId: string): Promise<StoredAccount[]> {
  const rows = await db
    .selectFrom('account')
    .selectAll()
    .where('portal_id', '=', portalId)
    .orderBy('source')
    .orderBy('external_id')
    .execute();
  return rows.map((row) => ({
    source: row.source,
    externalId: row.external_id,
    companyId: row.company_id,
    matchedBy: row.matched_by,
    problem: row.problem,
    suggestions: row.suggestions,
    confirmed: row.confirmed,
    account: {
      externalId: row.external_id,
      name: row.name,
      domains: row.domains,
      emails: row.emails,
      hubspotCompanyId: row.hubspot_company_id,
      salesforceAccountId: row.salesforce_account_id,
    },
  }));
}

/** Matching knows no other company for what a person decided; it loaded the account before they did. */
const KEPT = sql<boolean>`account.confirmed`;
const OUTDATED = sql<boolean>`account.confirmed and incoming.company_id <> account.company_id`;

/** Stores the outcome of matching. What a person decided meanwhile, no matching takes away. */
export async function saveMatches(db: Db, portalId: string, matches: readonly AccountMatch[]): Promise<void> {
  for (const chunk of chunksOf(matches, 1000)) {
    const rows = chunk.map((match) => ({
      source: match.source,
      external_id: match.externalId,
      company_id: match.companyId,
      matched_by: match.matchedBy,
      problem: match.problem,
      suggestions: match.suggestions,
    }));
    await sql`
      update account set
        problem = case when ${OUTDATED} then account.problem else incoming.problem end,
        suggestions = incoming.suggestions,
        company_id = case when ${KEPT} then account.company_id else incoming.company_id end,
        matched_by = case when ${KEPT} then account.matched_by else incoming.matched_by end
      from ${rowsOf(rows, { source: 'text', external_id: 'text', company_id: 'text', matched_by: 'text', problem: 'jsonb', suggestions: 'jsonb' })}
      where account.portal_id = ${portalId} and account.source = incoming.source
        and account.external_id = incoming.external_id
        and not (account.confirmed and account.company_id is null)`.execute(db);
  }
}

/** A person ties an account to a company (or, with null, says it belongs to none); matching keeps that. */
export async function confirmMatch(
  db: Db,
  portalId: string,
  source: string,
  externalId: string,
  companyId: string | null,
): Promise<boolean> {
  const result = await db
    .updateTable('account')
    .set({ company_id: companyId, matched_by: 'confirmed', confirmed: true, problem: null })
    .where('portal_id', '=', portalId)
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes a person's decision back; the next matching decides. */
export async function releaseMatch(
  db: Db,
  portalId: string,
  source: string,
  externalId: string,
): Promise<boolean> {
  const result = await db
    .updateTable('account')
    .set({ company_id: null, matched_by: null, confirmed: false, problem: null })
    .where('portal_id', '=', portalId)
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
