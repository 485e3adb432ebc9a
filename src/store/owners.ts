import { type Db } from './open.ts';

/** Names of the portal's owners by id; the address where there is no name. */
export async function loadOwnerNames(db: Db, portalId: string): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('record')
    .select(['id', 'data'])
    .where('portal_id', '=', portalId)
    .where('kind', '=', 'owner')
    .where('deleted', '=', false)
    .execute();
  return Object.fromEntries(
    rows.map(({ id, data }) => {
      const { name, email } = data as { name: string | null; email: string | null };
      return [id, name ?? email ?? id];
    }),
  );
}
