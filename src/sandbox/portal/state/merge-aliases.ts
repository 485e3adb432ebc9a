import { type Journal, type JournalEntry } from './journal.ts';

const KIND = 'merged';

/** Ids of records that were merged away, and what they became. */
export class MergeAliases {
  readonly #journal: Journal;
  readonly #survivors = new Map<string, string>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  restore(entry: JournalEntry): void {
    if (entry.kind === KIND) this.#survivors.set(entry.id, (entry.value as { id: string }).id);
  }

  set(typeId: string, id: string, survivorId: string): void {
    this.#survivors.set(`${typeId}/${id}`, survivorId);
    this.#journal.put(KIND, `${typeId}/${id}`, { id: survivorId });
  }

  /** The record that an id leads to today, however often it was merged; the id itself where it was not. */
  resolve(typeId: string, id: string): string {
    const survivor = this.#survivors.get(`${typeId}/${id}`);
    return survivor === undefined ? id : this.resolve(typeId, survivor);
  }
}
