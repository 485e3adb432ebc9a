import { sql } from 'kysely';
import { addDays } from '../model/day.ts';
import { type Page, type UsageUserDay } from '../model/source.ts';
import { type ActivityMonth, activityOf } from './activity-month.ts';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';
import { monthOf, packMonth, type UsageMonth } from './usage-month.ts';

type Usage = NonNullable<Page<unknown>['usage']>;

/** Months of accounts read and written at a time. */
const BATCH = 200;

/** Replaces the chunks a page covers by its rows, and widens the coverage of the source. */
export async function replaceUsage(db: Db, portalId: string, source: string, usage: Usage): Promise<void> {
  const fresh = groupByMonth(usage.rows);
  const partial = partialMonths(usage.replaces);
  await deleteWholeMonths(db, portalId, source, usage.replaces, partial);
  for await (const stored of storedMonths(db, portalId, source, partial)) {
    const packed = stored.map(({ account_id, month, data }) => {
      const key = keyOf(account_id, month);
      const rows = fresh.get(key)?.rows ?? [];
      fresh.delete(key);
      return { account_id, month, data: packMonth(rows, data, usage.replaces) };
    });
    await saveMonths(db, portalId, source, packed);
  }
  for (const chunk of chunksOf([...fresh.values()], BATCH)) {
    const packed = chunk.map(({ account_id, month, rows }) => ({
      account_id,
      month,
      data: packMonth(rows, null, usage.replaces),
    }));
    await saveMonths(db, portalId, source, packed);
  }
  await saveFeatures(db, portalId, source, usage.rows);
  await sql`
    insert into usage_coverage (portal_id, source, from_day, to_day)
    values (${portalId}, ${source}, ${usage.coverage.from}::date, ${usage.coverage.to}::date)
    on conflict (portal_id, source) do update set
      from_day = least(usage_coverage.from_day, excluded.from_day),
      to_day = greatest(usage_coverage.to_day, excluded.to_day)`.execute(db);
}

interface AccountMonth {
  readonly account_id: string;
  readonly month: string;
}

function keyOf(accountId: string, month: string): string {
  return `${month} ${accountId}`;
}

function groupByMonth(
  rows: readonly UsageUserDay[],
): Map<string, AccountMonth & { readonly rows: UsageUserDay[] }> {
  const groups = new Map<string, AccountMonth & { readonly rows: UsageUserDay[] }>();
  for (const row of rows) {
    const month = monthOf(row.chunk);
    const key = keyOf(row.accountId, month);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { account_id: row.accountId, month, rows: [row] });
    else group.rows.push(row);
  }
  return groups;
}

/** The first and the last month of a range of chunks, where it does not cover them from the first to the last day. */
function partialMonths({ from, to }: Usage['replaces']): string[] {
  const [first, last] = [monthOf(from), monthOf(to)];
  // A chunk of less than a day ends before its month does.
  const endsItsMonth = to.length === 10 && monthOf(addDays(to, 1)) !== last;
  return [...new Set([...(from <= `${first}-01` ? [] : [first]), ...(endsItsMonth ? [] : [last])])];
}

/** By range, not by name: a source may replace everything from the year 1 to the year 9999. */
async function deleteWholeMonths(
  db: Db,
  portalId: string,
  source: string,
  { from, to }: Usage['replaces'],
  partial: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('usage_month')
    .where('portal_id', '=', portalId)
    .where('source', '=', source)
    .where('month', '>=', monthOf(from))
    .where('month', '<=', monthOf(to))
    .where('month', 'not in', partial.length === 0 ? [''] : partial)
    .execute();
}

async function* storedMonths(db: Db, portalId: string, source: string, months: readonly string[]) {
  for (const month of months) {
    for (let after: string | null = ''; after !== null;) {
      const rows: (AccountMonth & { data: UsageMonth })[] = await db
        .selectFrom('usage_month')
        .select(['account_id', 'month', 'data'])
        .where('portal_id', '=', portalId)
        .where('source', '=', source)
        .where('month', '=', month)
        .where('account_id', '>', after)
        .orderBy('account_id')
        .limit(BATCH)
        .execute();
      yield rows;
      after = rows.length < BATCH ? null : (rows.at(-1)?.account_id ?? null);
    }
  }
}

async function saveMonths(
  db: Db,
  portalId: string,
  source: string,
  months: readonly (AccountMonth & { readonly data: UsageMonth | null })[],
): Promise<void> {
  const full = months.flatMap(({ data, ...month }) => (data === null ? [] : { ...month, data }));
  if (full.length > 0) {
    await sql`
      insert into usage_month (portal_id, source, account_id, month, data, activity)
      select ${portalId}, ${source}, account_id, month, data::json, activity::json
      from unnest(${full.map((each) => each.account_id)}::text[], ${full.map((each) => each.month)}::text[],
        ${full.map((each) => JSON.stringify(each.data))}::text[],
        ${full.map((each) => JSON.stringify(activityOf(each.data)))}::text[])
        as incoming (account_id, month, data, activity)
      on conflict (portal_id, source, account_id, month)
      do update set data = excluded.data, activity = excluded.activity`.execute(db);
  }
  for (const { account_id, month, data } of months) {
    if (data !== null) continue;
    await db
      .deleteFrom('usage_month')
      .where('portal_id', '=', portalId)
      .where('source', '=', source)
      .where('month', '=', month)
      .where('account_id', '=', account_id)
      .execute();
  }
}

async function saveFeatures(
  db: Db,
  portalId: string,
  source: string,
  rows: readonly UsageUserDay[],
): Promise<void> {
  // Rows with the same features mostly share one object.
  const firstUses = new Map<UsageUserDay['features'], string>();
  for (const { features, day } of rows) {
    const known = firstUses.get(features);
    if (known === undefined || day < known) firstUses.set(features, day);
  }
  const firstDays = new Map<string, string>();
  for (const [features, day] of firstUses) {
    for (const feature in features) {
      const known = firstDays.get(feature);
      if (known === undefined || day < known) firstDays.set(feature, day);
    }
  }
  const values = [...firstDays].map(([feature, first_day]) => ({ feature, first_day }));
  await sql`
    insert into usage_feature (portal_id, source, feature, first_day)
    select ${portalId}, ${source}, feature, first_day
    from ${rowsOf(values, { feature: 'text', first_day: 'date' })}
    on conflict (portal_id, source, feature)
    do update set first_day = least(excluded.first_day, usage_feature.first_day)`.execute(db);
}

/** Feature id → first day it was seen at any customer of the portal. */
export async function loadFeatures(db: Db, portalId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('usage_feature')
    .select(['feature', (eb) => eb.fn.min('first_day').as('first_day')])
    .where('portal_id', '=', portalId)
    .groupBy('feature')
    .execute();
  return new Map(rows.map((row) => [row.feature, row.first_day]));
}

export interface UsageSpan {
  /** Nothing of the months before the one of this day. */
  readonly since: string;
  /** Before the month of this day, no more than who was active when. */
  readonly wholeSince: string;
}

/** A month of an account in one source. */
export interface StoredUsage {
  readonly source: string;
  readonly month: UsageMonth | ActivityMonth;
}

/** Usage of the accounts matched to these companies, by company id; of each account the oldest month first. */
export async function loadUsage(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
  { since, wholeSince }: UsageSpan,
): Promise<Map<string, StoredUsage[]>> {
  const { rows } = await sql<{ company_id: string } & StoredUsage>`
    select account.company_id, usage.source,
      case when usage.month < ${monthOf(wholeSince)} then coalesce(usage.activity, usage.data) else usage.data end
        as month
    from account join usage_month usage
      on usage.portal_id = account.portal_id and usage.source = account.source
      and usage.account_id = account.external_id
    where account.portal_id = ${portalId} and account.company_id = any(${companyIds}::text[])
      and usage.month >= ${monthOf(since)}
    order by account.company_id, usage.source, usage.account_id, usage.month`.execute(db);
  const byCompany = new Map<string, StoredUsage[]>();
  for (const { company_id, source, month } of rows) {
    const list = byCompany.get(company_id) ?? [];
    byCompany.set(company_id, list);
    list.push({ source, month });
  }
  return byCompany;
}

export async function loadCoverage(
  db: Db,
  portalId: string,
): Promise<Map<string, { readonly from: string; readonly to: string }>> {
  const rows = await db.selectFrom('usage_coverage').selectAll().where('portal_id', '=', portalId).execute();
  return new Map(rows.map((row) => [row.source, { from: row.from_day, to: row.to_day }]));
}
