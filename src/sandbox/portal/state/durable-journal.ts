import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type PGlite } from '@electric-sql/pglite';
import { openEmbeddedDatabase } from '../../../embedded-database.ts';
import { lockFolder } from './folder-lock.ts';
import { type Journal, type JournalEntry } from './journal.ts';

const SCHEMA = `
  create table if not exists portal_entry (
    kind text not null, id text not null, value text not null, primary key (kind, id)
  )`;

const UPSERT = `
  insert into portal_entry (kind, id, value)
  select * from unnest($1::text[], $2::text[], $3::text[])
  on conflict (kind, id) do update set value = excluded.value`;

const DELETE = `
  delete from portal_entry e
  using unnest($1::text[], $2::text[]) as gone (kind, id)
  where e.kind = gone.kind and e.id = gone.id`;

/** Rows of one statement; larger ones only grow the memory of the embedded database. */
const ROWS_PER_STATEMENT = 2_000;

type Change =
  | { readonly kind: string; readonly id: string; readonly value: object }
  | { readonly kind: string; readonly id: string; readonly value: null };

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

class DurableJournal implements Journal {
  readonly #database: PGlite;
  readonly #unlock: () => Promise<void>;
  #pending = new Map<string, Change>();
  #writing: Promise<void> = Promise.resolve();

  constructor(database: PGlite, unlock: () => Promise<void>) {
    this.#database = database;
    this.#unlock = unlock;
  }

  put(kind: string, id: string, value: object): void {
    this.#pending.set(`${kind}\n${id}`, { kind, id, value });
  }

  remove(kind: string, id: string): void {
    this.#pending.set(`${kind}\n${id}`, { kind, id, value: null });
  }

  /** Requests that come in while a write runs share the next one. */
  flush(): Promise<void> {
    const previous = this.#writing;
    this.#writing = previous.catch(() => undefined).then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    if (this.#pending.size === 0) return;
    const batch = this.#pending;
    this.#pending = new Map();
    try {
      await this.#store([...batch.values()]);
    } catch (error) {
      // Newer changes of the same thing win over the ones that could not be written.
      this.#pending = new Map([...batch, ...this.#pending]);
      throw error;
    }
  }

  async #store(changes: readonly Change[]): Promise<void> {
    const puts = changes.filter((change) => change.value !== null);
    const removals = changes.filter((change) => change.value === null);
    await this.#database.transaction(async (transaction) => {
      for (const rows of chunks(puts, ROWS_PER_STATEMENT)) {
        await transaction.query(UPSERT, [
          rows.map((row) => row.kind),
          rows.map((row) => row.id),
          rows.map((row) => JSON.stringify(row.value)),
        ]);
      }
      for (const rows of chunks(removals, ROWS_PER_STATEMENT)) {
        await transaction.query(DELETE, [rows.map((row) => row.kind), rows.map((row) => row.id)]);
      }
    });
  }

  async load(): Promise<JournalEntry[]> {
    const { rows } = await this.#database.query<{ kind: string; id: string; value: string }>(
      // Numeric ids in ascending order, so that tables fill by appending.
      'select kind, id, value from portal_entry order by kind, length(id), id',
    );
    return rows.map(({ kind, id, value }) => ({ kind, id, value: JSON.parse(value) as unknown }));
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#database.close();
    await this.#unlock();
  }
}

/**
 * A journal in an embedded PGlite database below `dataDir`.
 *
 * @throws AppError `store-locked` when another living process uses the folder
 */
export async function openDurableJournal(dataDir: string): Promise<Journal> {
  await mkdir(dataDir, { recursive: true });
  const unlock = await lockFolder(dataDir);
  try {
    const database = await openEmbeddedDatabase(path.join(dataDir, 'database'));
    await database.exec(SCHEMA);
    return new DurableJournal(database, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}
