import { type StoredRecord } from './record-table.ts';

interface StaleEntry {
  readonly typeId: string;
  readonly id: string;
  /** What the search index still shows; null: nothing yet. */
  readonly before: StoredRecord | null;
  readonly visibleAt: number;
}

/** Search sees writes only after a while; this remembers what it shows meanwhile. */
export class IndexLag {
  readonly #lagMs: number;
  #stale: StaleEntry[] = [];

  constructor(lagMs: number) {
    this.#lagMs = lagMs;
  }

  /** To be told of every write. `before` is null for a new record. */
  wrote(typeId: string, id: string, before: StoredRecord | null, now: number): void {
    if (this.#lagMs > 0) this.#stale.push({ typeId, id, before, visibleAt: now + this.#lagMs });
  }

  /** Records of a type that the index still shows in an older state. */
  staleViews(typeId: string, now: number): ReadonlyMap<string, StoredRecord | null> {
    this.#stale = this.#stale.filter((entry) => entry.visibleAt > now);
    const views = new Map<string, StoredRecord | null>();
    for (const entry of this.#stale) {
      // The oldest write still hidden decides what is shown.
      if (entry.typeId === typeId && !views.has(entry.id)) views.set(entry.id, entry.before);
    }
    return views;
  }
}
