import { type PGlite } from '@electric-sql/pglite';
import { eventLogOf, type LoggedEvent } from '../world/event-log.ts';
import { type World, type WorldCompany } from '../world/types.ts';
import { companiesWithUsageIn } from '../world/usage-systems.ts';

const TABLES = `
  create schema product;
  create table product.account (id text primary key, name text, domain text, hubspot_company_id text, _fivetran_synced timestamptz);
  create table product.event (id text primary key, name text, occurred_at timestamptz, account_id text, user_id text,
    email text, integration text, _fivetran_synced timestamptz);`;

const INSERT_ACCOUNTS = `
  insert into product.account
  select *, $2::timestamptz from json_to_recordset($1::json) as row (id text, name text, domain text, hubspot_company_id text)`;
const INSERT_EVENTS = `
  insert into product.event
  select *, occurred_at from json_to_recordset($1::json)
    as row (id text, name text, occurred_at timestamptz, account_id text, user_id text, email text, integration text)`;

/** Fills a database with the usage of the customers of a product that the vendor bought, as Fivetran lays it out. */
export async function fillProductTables(database: PGlite, world: World): Promise<void> {
  const companies = companiesWithUsageIn(world, 'warehouse');
  const events = [...eventLogOf(world, companies, world.startDay, world.options.endDay)];
  await database.exec(TABLES);
  await database.query(INSERT_ACCOUNTS, [JSON.stringify(companies.map(accountRow)), world.startDay]);
  await database.query(INSERT_EVENTS, [JSON.stringify(events.map(eventRow))]);
}

/** Every other one is tied to the CRM by its id, the others by their domain. */
function accountRow({ accountId, name, domain, id, index }: WorldCompany): object {
  return { id: accountId, name, domain, hubspot_company_id: index % 2 === 0 ? id : null };
}

function eventRow({ id, event, time, company, userId, email, integration }: LoggedEvent): object {
  const occurred_at = new Date(time).toISOString();
  return { id, name: event, occurred_at, account_id: company.accountId, user_id: userId, email, integration };
}

/** What the tables mean. */
export const PRODUCT_MAPPING: object = {
  datasets: [
    {
      name: 'accounts',
      kind: 'accounts',
      table: 'product.account',
      updatedAt: '_fivetran_synced',
      columns: {
        externalId: 'id',
        name: 'name',
        domain: 'domain',
        companyId: 'hubspot_company_id',
      },
    },
    {
      name: 'usage',
      kind: 'events',
      table: 'product.event',
      updatedAt: '_fivetran_synced',
      columns: {
        id: 'id',
        event: 'name',
        at: 'occurred_at',
        accountId: 'account_id',
        userId: 'user_id',
        email: 'email',
        integration: 'integration',
      },
    },
  ],
};
