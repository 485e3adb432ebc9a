import { sql } from 'kysely';
import { type Db } from './open.ts';

/** Names of the streams of a source that have a cursor, those put back to their beginning left out. */
export async function startedStreams(db: Db, portalId: string, source: string): Promise<string[]> {
  const rows = await db
    .selectFrom('stream_cursor')
    .select('stream')
    .where('portal_id', '=', portalId)
    .where('source', '=', source)
    .where(sql<boolean>`cursor <> 'null'`)
    .execute();
  return rows.map(({ stream }) => stream);
}
