import { type ExternalAccount, type Page } from '../../src/model/source.ts';

/** As many as the store keeps. */
const MAX_EMAILS = 25;

/** What a store holds after pages were stored one after the other, as plain sorted data to compare. */
export function storedState(pages: readonly Page<unknown>[]): unknown {
  const accounts = new Map<string, ExternalAccount>();
  const records = new Map<string, unknown>();
  let usage: { chunk: string; row: unknown }[] = [];
  for (const page of pages) {
    for (const account of page.accounts ?? [])
      accounts.set(account.externalId, merged(accounts.get(account.externalId), account));
    for (const record of page.records ?? []) records.set(`${record.kind} ${record.id}`, record);
    for (const { kind, id } of page.deleted ?? []) records.delete(`${kind} ${id}`);
    if (page.usage === undefined) continue;
    const { from, to } = page.usage.replaces;
    usage = usage.filter(({ chunk }) => chunk < from || chunk > to);
    usage.push(...page.usage.rows.map((row) => ({ chunk: row.chunk, row })));
  }
  return {
    accounts: sorted(accounts.values()),
    records: sorted(records.values()),
    usage: sorted(usage.map(({ row }) => row)),
    coverage: pages.findLast((page) => page.usage)?.usage?.coverage,
  };
}

/** As the store does: what identifies an account is added up, a name replaces a name. */
function merged(known: ExternalAccount | undefined, added: ExternalAccount): ExternalAccount {
  const union = (key: 'domains' | 'emails') => [...new Set([...(known?.[key] ?? []), ...added[key]])].sort();
  return {
    externalId: added.externalId,
    name: added.name ?? known?.name ?? null,
    domains: union('domains'),
    emails: union('emails').slice(0, MAX_EMAILS),
    hubspotCompanyId: added.hubspotCompanyId ?? known?.hubspotCompanyId ?? null,
  };
}

function sorted(values: Iterable<unknown>): unknown[] {
  return [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
