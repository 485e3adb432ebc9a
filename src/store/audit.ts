import { sql } from 'kysely';
import { type Db } from './open.ts';

/** Actor of what is done on the command line. */
export const OPERATOR = 'operator';

/** Who changed what. Never secrets, never personal data beyond the actor's own id. */
export interface AuditEntry {
  /** `user:<HubSpot user id>` (`user` where HubSpot states none), `operator` (command line) or `system`. */
  readonly actor: string;
  /** For example `portal.installed`, `account.confirmed`. */
  readonly action: string;
  /** What it was done to, for example a company id. */
  readonly subject: string;
  readonly detail?: object;
}

/** Of the account itself, its keys, jobs and runs. Entries of all other actions tell something about its customers. */
const OF_THE_ACCOUNT: readonly string[] = [
  'portal.installed',
  'portal.disconnected',
  'portal.removed',
  'portal.erased',
  'credential.set',
  'credentials.rotated',
  'jobs.cancelled',
  'jobs.retried',
  'run.requested',
];

export async function addAudit(db: Db, portalId: string, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      portal_id: portalId,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}

/** Deletes what the log tells about customers of the account, and returns how many entries. */
export async function eraseCustomersAudit(db: Db, portalId: string): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from audit
    where portal_id = ${portalId} and action <> all(${OF_THE_ACCOUNT}::text[])`.execute(db);
  return Number(numAffectedRows);
}

/** An account of a source as the subject of an entry; some sources name accounts by an e-mail address. */
export function accountSubject(source: string, externalId: string): string {
  return externalId.includes('@') ? source : `${source} ${externalId}`;
}

export async function loadAudit(
  db: Db,
  portalId: string,
  limit = 100,
): Promise<(AuditEntry & { readonly at: string })[]> {
  return db
    .selectFrom('audit')
    .select(['at', 'actor', 'action', 'subject', 'detail'])
    .where('portal_id', '=', portalId)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}
