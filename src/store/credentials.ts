import { sql } from 'kysely';
import { addAudit, OPERATOR } from './audit.ts';
import { type Cipher, keyIdOf } from './crypto/cipher.ts';
import { type Db } from './open.ts';

/** Secrets of a portal: sealed in the database, bound to portal and name. */

export interface Credential {
  readonly value: string;
  /** When it stops working, ISO 8601; null: not by itself. */
  readonly expiresAt: string | null;
}

const contextOf = (portalId: string, name: string): string => `${portalId}/${name}`;

export async function saveCredential(
  db: Db,
  cipher: Cipher,
  portalId: string,
  name: string,
  { value, expiresAt }: Credential,
): Promise<void> {
  const sealed = cipher.seal(value, contextOf(portalId, name));
  await db
    .insertInto('credential')
    .values({ portal_id: portalId, name, sealed, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict
        .columns(['portal_id', 'name'])
        .doUpdateSet({ sealed, expires_at: expiresAt, updated_at: sql<string>`now()` }),
    )
    .execute();
}

/** `lock`: inside a transaction, keeps every other process from changing it until the transaction ends. */
export async function loadCredential(
  db: Db,
  cipher: Cipher,
  portalId: string,
  name: string,
  options: { readonly lock?: boolean } = {},
): Promise<Credential | null> {
  let query = db
    .selectFrom('credential')
    .select(['sealed', 'expires_at'])
    .where('portal_id', '=', portalId)
    .where('name', '=', name);
  if (options.lock === true) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (row === undefined) return null;
  return { value: cipher.open(row.sealed, contextOf(portalId, name)), expiresAt: row.expires_at };
}

export async function credentialNames(db: Db, portalId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('credential')
    .select('name')
    .where('portal_id', '=', portalId)
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}

/** Seals every secret with the current key; `db` is the system handle. Returns how many were sealed anew. */
export async function rotateCredentials(db: Db, cipher: Cipher): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('credential')
      .select(['portal_id', 'name', 'sealed'])
      .forUpdate()
      .execute();
    const old = rows.filter((row) => keyIdOf(row.sealed) !== cipher.keyId);
    const byPortal = Map.groupBy(old, (row) => row.portal_id);
    for (const [portalId, { length }] of byPortal) {
      const entry = { actor: OPERATOR, action: 'credentials.rotated', subject: portalId };
      await addAudit(transaction, portalId, { ...entry, detail: { secrets: length } });
    }
    for (const { portal_id: portalId, name, sealed } of old) {
      const context = contextOf(portalId, name);
      await transaction
        .updateTable('credential')
        .set({ sealed: cipher.seal(cipher.open(sealed, context), context) })
        .where('portal_id', '=', portalId)
        .where('name', '=', name)
        .execute();
    }
    return old.length;
  });
}
