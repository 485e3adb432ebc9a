import { type Kysely, sql } from 'kysely';

/** Whether anybody in a portal is marked as sponsor or champion, without reading every contact. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create index record_contact_role on record (portal_id, (data ->> 'role'))
       where kind = 'contact' and not deleted`,
    )
    .execute(db);
}
