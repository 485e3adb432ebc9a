import { type PgBoss } from 'pg-boss';
import { type Log } from '../pipeline/deps.ts';

const INDEX = 'pulso_one_of_group';

/**
 * Makes the database hold that of every group of a queue one job runs at a time. pg-boss looks for a running job of the
 * group when it takes one, but two workers that look at the same moment see none and take two. With the index the
 * second is refused; pg-boss takes that for an empty queue and looks again.
 */
export async function holdOneOfGroup(boss: PgBoss, queue: string, log: Log): Promise<void> {
  const db = boss.getDb();
  const isHeld = async (): Promise<boolean> => {
    const { rows } = await db.executeSql(
      `select 1 from pg_indexes where schemaname = 'pgboss' and indexname = '${INDEX}'`,
    );
    return rows.length > 0;
  };
  if (await isHeld()) return;
  const table = (await boss.getQueue(queue))?.table ?? 'job';
  try {
    await db.executeSql(
      `create unique index ${INDEX} on pgboss.${table} (name, group_id)
        where state = 'active' and group_id is not null`,
    );
  } catch (error) {
    // Another process that starts was first; or two of a group stand as running from before there was the index.
    if (await isHeld()) return;
    const { message } = error as Error;
    log.warn({ error: message }, 'two jobs of an account may run at a time until the next start');
  }
}
