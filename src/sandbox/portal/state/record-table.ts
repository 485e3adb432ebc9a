import { type ObjectType } from '../schema/object-types.ts';

export interface PropertyVersion {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly sourceType: string;
}

/** A CRM record. Never changed in place: an update replaces it, so that older views stay valid. */
export interface StoredRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
  /** Earlier values of properties that changed, newest first. */
  readonly history: Readonly<Record<string, readonly PropertyVersion[]>>;
}

/** Values that count as the same when a property must be unique. */
const uniqueKey = (value: string): string => value.trim().toLowerCase();

/** The records of one object type, by id, in id order, and by the value of unique properties. */
export class RecordTable {
  readonly type: ObjectType;
  readonly #records = new Map<string, StoredRecord>();
  /** Ids in ascending order; almost every insert appends. */
  readonly #order: number[] = [];
  readonly #unique = new Map<string, Map<string, string>>();
  #firstFreeId: number;

  constructor(type: ObjectType, firstFreeId: number) {
    this.type = type;
    this.#firstFreeId = firstFreeId;
  }

  /** Records that are not archived. */
  livingCount(): number {
    let count = 0;
    for (const record of this.#records.values()) if (record.archivedAt === null) count += 1;
    return count;
  }

  get(id: string): StoredRecord | undefined {
    return this.#records.get(id);
  }

  /** A fresh id: one more than the largest so far, as a string. */
  nextId(): string {
    return String(Math.max(this.#firstFreeId, (this.#order.at(-1) ?? 0) + 1));
  }

  /** Adds or replaces a record and keeps order and unique values in step. */
  put(record: StoredRecord): void {
    const before = this.#records.get(record.id);
    if (!before) this.#insertId(Number(record.id));
    for (const [property, values] of this.#unique) {
      const old = before?.properties[property];
      if (old !== undefined && values.get(uniqueKey(old)) === record.id) values.delete(uniqueKey(old));
      const fresh = record.properties[property];
      if (fresh !== undefined && record.archivedAt === null) values.set(uniqueKey(fresh), record.id);
    }
    this.#records.set(record.id, record);
  }

  /** Takes an archived record out; its id is not given again. */
  remove(id: string): void {
    if (!this.#records.delete(id)) return;
    const index = this.#firstAbove(Number(id)) - 1;
    this.#order.splice(index, 1);
    this.#firstFreeId = Math.max(this.#firstFreeId, Number(id) + 1);
  }

  #insertId(id: number): void {
    const index = this.#firstAbove(id);
    if (index === this.#order.length) this.#order.push(id);
    else this.#order.splice(index, 0, id);
  }

  /** Index of the first id greater than `id`. */
  #firstAbove(id: number): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#order[middle] ?? Infinity) <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Makes `property` findable by value; existing records are indexed. */
  indexUnique(property: string): void {
    if (this.#unique.has(property)) return;
    const values = new Map<string, string>();
    for (const record of this.#records.values()) {
      const value = record.properties[property];
      if (value !== undefined && record.archivedAt === null) values.set(uniqueKey(value), record.id);
    }
    this.#unique.set(property, values);
  }

  isUnique(property: string): boolean {
    return this.#unique.has(property);
  }

  /** The living record that has `value` in a unique property. */
  findUnique(property: string, value: string): StoredRecord | undefined {
    const id = this.#unique.get(property)?.get(uniqueKey(value));
    return id === undefined ? undefined : this.#records.get(id);
  }

  /** Records in id order, starting after the given id. */
  *after(id: number): Generator<StoredRecord> {
    for (let index = this.#firstAbove(id); index < this.#order.length; index++) {
      const record = this.#records.get(String(this.#order[index]));
      if (record) yield record;
    }
  }
}
