import { type ColumnType, type JSONColumnType } from 'kysely';

/** Tables of the service itself; see `database.ts` for the conventions. */
export interface ServiceTables {
  portal: PortalTable;
  credential: CredentialTable;
  delivery: DeliveryTable;
  last_said: LastSaidTable;
  rescore: RescoreTable;
  audit: AuditTable;
}

type Instant = ColumnType<string, string | undefined, string>;

export interface PortalTable {
  portal_id: string;
  /** `active`, `disconnected` (its token was refused), `removed`. */
  status: string;
  /** `static`: the token of the configuration; `oauth`: installed, tokens in `credential`. */
  auth: string;
  scopes: JSONColumnType<string[], string, string>;
  /** Why it is disconnected. */
  reason: string | null;
  installed_at: Instant;
  removed_at: string | null;
}

export interface CredentialTable {
  portal_id: string;
  name: string;
  /** Never the plain text; see `crypto/cipher.ts`. */
  sealed: string;
  expires_at: string | null;
  updated_at: Instant;
}

export interface DeliveryTable {
  portal_id: string;
  source: string;
  id: ColumnType<number, never, never>;
  /** The sender's id of the event. */
  key: string;
  received_at: string;
  body: JSONColumnType<object, string, string>;
  /** What it says something lasting about, and what; null for most. */
  subject: string | null;
  said: string | null;
}

/** What forgotten deliveries said last about their subjects. */
export interface LastSaidTable {
  portal_id: string;
  source: string;
  subject: string;
  said: string;
  at: string;
}

export interface RescoreTable {
  portal_id: string;
  company_id: string;
  since: string;
}

export interface AuditTable {
  portal_id: string;
  id: ColumnType<string, undefined, never>;
  at: Instant;
  actor: string;
  action: string;
  subject: string;
  detail: JSONColumnType<object, string, string>;
}
