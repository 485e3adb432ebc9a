import { type SourceState } from '../model/signals.ts';
import { type Message } from '../model/messages/message.ts';
import { type Db } from './open.ts';
import { quarantinedBySource } from './pages.ts';
import { storableJson } from './bulk.ts';

/** How a source's last pull ended. `fetchedAt` stays at the last success when a pull fails. */
export async function saveSourceState(
  db: Db,
  portalId: string,
  source: string,
  state: {
    readonly status: SourceState['status'];
    readonly fetchedAt: string | null;
    readonly reason: Message | null;
  },
): Promise<void> {
  await db
    .insertInto('source_state')
    .values({
      portal_id: portalId,
      source,
      status: state.status,
      fetched_at: state.fetchedAt,
      reason: state.reason === null ? null : storableJson(JSON.stringify(state.reason)),
    })
    .onConflict((conflict) =>
      conflict.columns(['portal_id', 'source']).doUpdateSet((eb) => ({
        status: eb.ref('excluded.status'),
        fetched_at: eb.fn.coalesce('excluded.fetched_at', 'source_state.fetched_at'),
        reason: eb.ref('excluded.reason'),
      })),
    )
    .execute();
}

/** How a source is, the reason in no language yet. */
export interface StoredSourceState extends Omit<SourceState, 'reason'> {
  readonly reason?: Message | undefined;
}

/** How the last pull of each source ended, and what was set aside in all of them. */
export async function loadSourceStates(db: Db, portalId: string): Promise<Record<string, StoredSourceState>> {
  const setAside = await quarantinedBySource(db, portalId);
  // In one order: another one would be another text of the breakdown, and so written again.
  const rows = await db
    .selectFrom('source_state')
    .selectAll()
    .where('portal_id', '=', portalId)
    .orderBy('source')
    .execute();
  return Object.fromEntries(
    rows.map((row) => [
      row.source,
      {
        status: row.status as SourceState['status'],
        fetchedAt: row.fetched_at ?? undefined,
        reason: row.reason ?? undefined,
        setAside: setAside.get(row.source),
      },
    ]),
  );
}
