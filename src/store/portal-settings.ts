import { AppError } from '../errors.ts';
import { say } from '../model/messages/message.ts';
import { type Db } from './open.ts';

/** A version of a portal's settings. Versions are only added; rolling back adds a copy of an older one. */
export interface StoredSettings {
  /** 1, 2, 3 … */
  readonly version: number;
  /** Checked by whoever reads it (`model/portal-settings.ts`). */
  readonly settings: object;
  readonly author: string;
  readonly note: string;
  /** ISO instant. */
  readonly createdAt: string;
}

/**
 * Adds the version after the newest.
 * @throws AppError `input-invalid` when somebody else added that version meanwhile.
 */
export async function addSettings(db: Db, portalId: string, entry: StoredSettings): Promise<void> {
  const added = await db
    .insertInto('portal_setting')
    .values({
      portal_id: portalId,
      version: entry.version,
      settings: JSON.stringify(entry.settings),
      author: entry.author,
      note: entry.note,
      created_at: entry.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  if (added !== undefined) return;
  throw new AppError(
    'input-invalid',
    say('settings.conflict', { author: say('settings.somebody'), version: entry.version }),
  );
}

/** The versions of a portal, newest first. */
export async function loadSettings(db: Db, portalId: string): Promise<StoredSettings[]> {
  const rows = await db
    .selectFrom('portal_setting')
    .selectAll()
    .where('portal_id', '=', portalId)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ version, settings, author, note, created_at }) => ({
    version,
    settings,
    author,
    note,
    createdAt: created_at,
  }));
}
