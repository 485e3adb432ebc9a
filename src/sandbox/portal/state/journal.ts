/** One stored thing: `kind` says what (a record, a list …), `value` is its JSON. */
export interface JournalEntry {
  readonly kind: string;
  readonly id: string;
  readonly value: unknown;
}

/**
 * Where the portal's state survives a restart. Writes are gathered in memory; {@link Journal.flush} returns
 * once everything written before it is on disk, and answers to writes are sent only after that.
 */
export interface Journal {
  put(kind: string, id: string, value: object): void;
  remove(kind: string, id: string): void;
  flush(): Promise<void>;
  load(): Promise<JournalEntry[]>;
  close(): Promise<void>;
}

/** A portal that forgets everything when it ends. */
export const memoryJournal: Journal = {
  put: () => undefined,
  remove: () => undefined,
  flush: () => Promise.resolve(),
  load: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};
