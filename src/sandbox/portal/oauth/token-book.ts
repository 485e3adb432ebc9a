import { randomBytes } from 'node:crypto';
import { type Journal, type JournalEntry } from '../state/journal.ts';

/** Access tokens live for half an hour. */
export const ACCESS_TOKEN_SECONDS = 1_800;
/** Authorization codes live for ten minutes and work once. */
const CODE_SECONDS = 600;

/** What a user granted to an app. */
export interface Grant {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly userId: number;
}

export interface IssuedToken extends Grant {
  readonly token: string;
  readonly kind: 'code' | 'access' | 'refresh';
  readonly redirectUri: string | null;
  /** Milliseconds since the epoch; null: does not expire. */
  readonly expiresAt: number | null;
}

/** Authorization codes, access and refresh tokens. */
export class TokenBook {
  readonly #journal: Journal;
  readonly #now: () => number;
  readonly #tokens = new Map<string, IssuedToken>();

  constructor(journal: Journal, now: () => number) {
    this.#journal = journal;
    this.#now = now;
  }

  restore(entry: JournalEntry): void {
    const token = entry.value as IssuedToken;
    this.#tokens.set(token.token, token);
  }

  /** A code for one exchange at the token endpoint. */
  issueCode(grant: Grant, redirectUri: string): IssuedToken {
    return this.#issue(grant, 'code', CODE_SECONDS, redirectUri);
  }

  issueAccess(grant: Grant): IssuedToken {
    return this.#issue(grant, 'access', ACCESS_TOKEN_SECONDS, null);
  }

  issueRefresh(grant: Grant): IssuedToken {
    return this.#issue(grant, 'refresh', null, null);
  }

  /** A token of a kind, expired or not. */
  find(kind: IssuedToken['kind'], token: string): IssuedToken | undefined {
    const found = this.#tokens.get(token);
    return found?.kind === kind ? found : undefined;
  }

  isExpired(token: IssuedToken): boolean {
    return token.expiresAt !== null && token.expiresAt <= this.#now();
  }

  revoke(token: string): void {
    if (this.#tokens.delete(token)) this.#journal.remove('token', token);
  }

  #issue(
    grant: Grant,
    kind: IssuedToken['kind'],
    seconds: number | null,
    redirectUri: string | null,
  ): IssuedToken {
    const issued: IssuedToken = {
      clientId: grant.clientId,
      scopes: grant.scopes,
      userId: grant.userId,
      token: `${kind}-${randomBytes(48).toString('base64url')}`,
      kind,
      redirectUri,
      expiresAt: seconds === null ? null : this.#now() + seconds * 1_000,
    };
    this.#tokens.set(issued.token, issued);
    this.#journal.put('token', issued.token, issued);
    return issued;
  }
}
