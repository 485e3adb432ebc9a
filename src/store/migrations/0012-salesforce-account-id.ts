import { type Kysely, sql } from 'kysely';

/** The CRM ids that HubSpot companies and billing accounts share. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table company add column salesforce_account_id text`,
  `alter table account add column salesforce_account_id text`,
  `update account set salesforce_account_id = external_id where source = 'salesforce'`,
  // Read again once, because what does not change would never show its id: all of Zuora's accounts, and the companies
  // by a walk that still asks for everything deleted since the last pass.
  `delete from stream_cursor where source = 'zuora' and stream = 'accounts'`,
  `update stream_cursor set cursor = jsonb_build_object('phase', 'walk', 'after', null, 'read', 0,
      'startedAt', coalesce(cursor -> 'readUpTo', cursor -> 'since', cursor -> 'startedAt'),
      'since', coalesce(cursor -> 'readUpTo', cursor -> 'since', cursor -> 'startedAt'))
    where source = 'hubspot-crm' and stream = 'companies' and cursor ->> 'phase' is not null`,
];
