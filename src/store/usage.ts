import { sql } from 'kysely';
import { type Page, type UsageUserDay } from '../model/source.ts';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

const COLUMNS = {
  chunk: 'text',
  account_id: 'text',
  user_id: 'text',
  day: 'date',
  events: 'integer',
  workflows_started: 'integer',
  workflows_completed: 'integer',
  features: 'jsonb',
  integrations: 'jsonb',
} as const;

/** Replaces the chunks a page covers by its rows, and widens the coverage of the source. */
export async function replaceUsage(
  db: Db,
  portalId: string,
  source: string,
  usage: NonNullable<Page<unknown>['usage']>,
): Promise<void> {
  await db
    .deleteFrom('usage_user_day')
    .where('portal_id', '=', portalId)
    .where('source', '=', source)
    .where('chunk', '>=', usage.replaces.from)
    .where('chunk', '<=', usage.replaces.to)
    .execute();
  for (const chunk of chunksOf(usage.rows, 5000)) await insertRows(db, portalId, source, chunk);
  await saveUsers(db, portalId, source, usage.rows);
  await saveFeatures(db, portalId, source, usage.rows);
  await sql`
    insert into usage_coverage (portal_id, source, from_day, to_day)
    values (${portalId}, ${source}, ${usage.coverage.from}::date, ${usage.coverage.to}::date)
    on conflict (portal_id, source) do update set
      from_day = least(usage_coverage.from_day, excluded.from_day),
      to_day = greatest(usage_coverage.to_day, excluded.to_day)`.execute(db);
}

async function insertRows(
  db: Db,
  portalId: string,
  source: string,
  rows: readonly UsageUserDay[],
): Promise<void> {
  const names = sql.raw(Object.keys(COLUMNS).join(', '));
  const values = rows.map((row) => ({
    chunk: row.chunk,
    account_id: row.accountId,
    user_id: row.userId,
    day: row.day,
    events: row.events,
    workflows_started: row.workflowsStarted,
    workflows_completed: row.workflowsCompleted,
    features: row.features,
    integrations: row.integrations,
  }));
  await sql`
    insert into usage_user_day (portal_id, source, ${names})
    select ${portalId}, ${source}, ${names} from ${rowsOf(values, COLUMNS)}`.execute(db);
}

async function saveUsers(
  db: Db,
  portalId: string,
  source: string,
  rows: readonly UsageUserDay[],
): Promise<void> {
  const users = new Map<string, { account_id: string; user_id: string; email: string | null }>();
  for (const row of rows) {
    const key = `${row.accountId}\u0000${row.userId}`;
    const known = users.get(key);
    if (known !== undefined && known.email !== null) continue;
    users.set(key, { account_id: row.accountId, user_id: row.userId, email: row.email });
  }
  for (const chunk of chunksOf([...users.values()], 5000)) {
    await sql`
      insert into usage_user (portal_id, source, account_id, user_id, email)
      select ${portalId}, ${source}, account_id, user_id, email
      from ${rowsOf(chunk, { account_id: 'text', user_id: 'text', email: 'text' })}
      on conflict (portal_id, source, account_id, user_id)
      do update set email = coalesce(excluded.email, usage_user.email)`.execute(db);
  }
}

async function saveFeatures(
  db: Db,
  portalId: string,
  source: string,
  rows: readonly UsageUserDay[],
): Promise<void> {
  const firstDays = new Map<string, string>();
  for (const row of rows) {
    for (const feature of Object.keys(row.features)) {
      const known = firstDays.get(feature);
      if (known === undefined || row.day < known) firstDays.set(feature, row.day);
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

/** Usage of one matched account since a day, oldest first. */
export interface StoredUsageDay {
  readonly source: string;
  readonly accountId: string;
  readonly userId: string;
  readonly day: string;
  readonly events: number;
  readonly workflowsStarted: number;
  readonly workflowsCompleted: number;
  readonly features: Readonly<Record<string, 'basic' | 'moderate' | 'advanced'>>;
  readonly integrations: readonly string[];
}

/** Usage rows of the accounts matched to these companies, by company id, days from `since` on. */
export async function loadUsage(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
  since: string,
): Promise<Map<string, StoredUsageDay[]>> {
  const { rows } = await sql<{
    company_id: string;
    source: string;
    account_id: string;
    user_id: string;
    days: PackedDay[];
  }>`
    select account.company_id, usage.source, usage.account_id, usage.user_id,
      jsonb_agg(jsonb_build_array(usage.day, usage.events, usage.workflows_started, usage.workflows_completed,
        usage.features, usage.integrations) order by usage.day) as days
    from account join usage_user_day usage
      on usage.portal_id = account.portal_id and usage.source = account.source
      and usage.account_id = account.external_id
    where account.portal_id = ${portalId} and account.company_id = any(${companyIds}::text[])
      and usage.day >= ${since}::date
    group by account.company_id, usage.source, usage.account_id, usage.user_id`.execute(db);
  const byCompany = new Map<string, StoredUsageDay[]>();
  for (const row of rows) {
    const list = byCompany.get(row.company_id) ?? [];
    byCompany.set(row.company_id, list);
    for (const [day, events, workflowsStarted, workflowsCompleted, features, integrations] of row.days) {
      list.push({
        source: row.source,
        accountId: row.account_id,
        userId: row.user_id,
        day,
        events,
        workflowsStarted,
        workflowsCompleted,
        features,
        integrations,
      });
    }
  }
  return byCompany;
}

type PackedDay = [
  string,
  number,
  number,
  number,
  Record<string, 'basic' | 'moderate' | 'advanced'>,
  string[],
];

/** E-mail of each known user of the accounts matched to these companies: company id → user id → e-mail. */
export async function loadUserEmails(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const { rows } = await sql<{ company_id: string; user_id: string; email: string }>`
    select account.company_id, usage_user.user_id, usage_user.email
    from account join usage_user
      on usage_user.portal_id = account.portal_id and usage_user.source = account.source
      and usage_user.account_id = account.external_id
    where account.portal_id = ${portalId} and account.company_id = any(${companyIds}::text[])
      and usage_user.email is not null`.execute(db);
  const byCompany = new Map<string, Map<string, string>>();
  for (const row of rows) {
    const users = byCompany.get(row.company_id) ?? new Map<string, string>();
    byCompany.set(row.company_id, users.set(row.user_id, row.email));
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
