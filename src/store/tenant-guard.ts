import { sql } from 'kysely';
import { AppError } from '../errors.ts';
import { type Db } from './open.ts';

/** The role that tenant sessions run under; it owns nothing, so row-level security binds it. */
export const TENANT_ROLE = 'pulso_tenant';
/** The setting that says whose rows a session sees. */
export const TENANT_SETTING = 'pulso.portal';
/** Tables with a portal id that are not a tenant's: tenant sessions have no access at all. */
const SYSTEM_TABLES = ['portal'];

/**
 * Puts every table with a `portal_id` behind a policy, tables of later migrations included: a tenant session sees
 * and writes its own rows only, even where a query forgot its `where`. Does nothing where all is in place.
 * @throws AppError `store-failed` when the database user may not create the role, with the statement to run.
 */
export async function guardTenantTables(db: Db): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // Two processes that start at once must not both create the role and the policies.
    await sql`select pg_advisory_xact_lock(hashtext('pulso tenant guard'))`.execute(transaction);
    await ensureRole(transaction);
    for (const table of await unguardedTables(transaction)) await guard(transaction, table);
  });
}

async function ensureRole(db: Db): Promise<void> {
  const { rows } = await sql<{ usable: boolean | null }>`
    select (select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = ${TENANT_ROLE}) as usable`.execute(
    db,
  );
  const usable = rows[0]?.usable ?? null;
  if (usable === true) return;
  try {
    if (usable === null) await sql.raw(`create role ${TENANT_ROLE} nologin`).execute(db);
    await sql.raw(`grant ${TENANT_ROLE} to current_user`).execute(db);
  } catch (cause) {
    throw new AppError(
      'store-failed',
      `The database user may not create the role ${TENANT_ROLE}, which keeps accounts apart. Ask an administrator to run: create role ${TENANT_ROLE} nologin; grant ${TENANT_ROLE} to <database user>;`,
      { cause },
    );
  }
}

async function unguardedTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relation.relname as name
    from pg_class relation
    join pg_attribute attribute on attribute.attrelid = relation.oid
      and attribute.attname = 'portal_id' and not attribute.attisdropped
    where relation.relnamespace = current_schema()::regnamespace and relation.relkind in ('r', 'p')
      and relation.relname <> all(${SYSTEM_TABLES}::text[])
      and (not relation.relrowsecurity
        or not has_table_privilege(${TENANT_ROLE}, relation.oid, 'select, insert, update, delete'))
    order by 1`.execute(db);
  return rows.map((row) => row.name);
}

async function guard(db: Db, name: string): Promise<void> {
  const table = sql.table(name);
  await sql`alter table ${table} enable row level security`.execute(db);
  await sql`drop policy if exists tenant on ${table}`.execute(db);
  await sql`
    create policy tenant on ${table}
      using (portal_id = current_setting(${sql.lit(TENANT_SETTING)}, true))
      with check (portal_id = current_setting(${sql.lit(TENANT_SETTING)}, true))`.execute(db);
  await sql`grant select, insert, update, delete on ${table} to ${sql.ref(TENANT_ROLE)}`.execute(db);
}
