import { type AssociationType, HUBSPOT_ASSOCIATION_TYPES } from '../schema/association-types.ts';
import { type Journal, type JournalEntry } from './journal.ts';

/** A record as one end of a tie. */
export interface RecordRef {
  readonly typeId: string;
  readonly id: string;
}

interface StoredEdge {
  readonly from: RecordRef;
  readonly to: RecordRef;
  /** Association type ids as seen from `from`. */
  readonly types: readonly number[];
}

const keyOf = (ref: RecordRef): string => `${ref.typeId}/${ref.id}`;

/** Ties between records, both directions kept in step, and the types that they may have. */
export class AssociationTable {
  readonly #journal: Journal;
  readonly #types = new Map<number, AssociationType>();
  /** record → target object type → target id → association type ids */
  readonly #edges = new Map<string, Map<string, Map<string, Set<number>>>>();

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const type of HUBSPOT_ASSOCIATION_TYPES) this.#types.set(type.typeId, type);
  }

  restore(entry: JournalEntry): void {
    if (entry.kind === 'association-type') {
      const type = entry.value as AssociationType;
      this.#types.set(type.typeId, type);
    } else if (entry.kind === 'association') {
      const edge = entry.value as StoredEdge;
      for (const type of edge.types) this.#connect(edge.from, edge.to, type);
    }
  }

  /** Types from one object type to another, the unlabelled default first. */
  typesBetween(from: string, to: string): AssociationType[] {
    return [...this.#types.values()].filter((type) => type.from === from && type.to === to);
  }

  type(typeId: number): AssociationType | undefined {
    return this.#types.get(typeId);
  }

  defineType(type: AssociationType): void {
    this.#types.set(type.typeId, type);
    this.#journal.put('association-type', String(type.typeId), type);
  }

  removeType(typeId: number): void {
    this.#types.delete(typeId);
    this.#journal.remove('association-type', String(typeId));
  }

  /** A free id for a custom label. */
  nextTypeId(): number {
    return Math.max(999, ...this.#types.keys()) + 1;
  }

  /** Records of a type tied to `from`, in the order in which they were tied, with the kinds of tie. */
  targets(from: RecordRef, toTypeId: string): ReadonlyMap<string, ReadonlySet<number>> {
    return this.#edges.get(keyOf(from))?.get(toTypeId) ?? new Map<string, Set<number>>();
  }

  /** Everything that a record is tied to. */
  allTargets(from: RecordRef): { readonly target: RecordRef; readonly typeIds: readonly number[] }[] {
    return [...(this.#edges.get(keyOf(from)) ?? [])].flatMap(([typeId, ids]) =>
      [...ids].map(([id, types]) => ({ target: { typeId, id }, typeIds: [...types] })),
    );
  }

  /** Adds kinds of tie between two records; the other direction follows. */
  link(from: RecordRef, to: RecordRef, typeIds: readonly number[]): void {
    for (const typeId of typeIds) this.#connect(from, to, typeId);
    this.#store(from, to);
  }

  /** Removes kinds of tie; without `typeIds` all of them. */
  unlink(from: RecordRef, to: RecordRef, typeIds?: readonly number[]): void {
    const present = [...(this.targets(from, to.typeId).get(to.id) ?? [])];
    for (const typeId of present) {
      if (typeIds === undefined || typeIds.includes(typeId)) this.#disconnect(from, to, typeId);
    }
    this.#store(from, to);
  }

  /** Removes every tie of a record. */
  unlinkAll(ref: RecordRef): void {
    for (const { target } of this.allTargets(ref)) this.unlink(ref, target);
  }

  #connect(from: RecordRef, to: RecordRef, typeId: number): void {
    this.#setOf(from, to).add(typeId);
    this.#setOf(to, from).add(this.#types.get(typeId)?.inverse ?? typeId);
  }

  #disconnect(from: RecordRef, to: RecordRef, typeId: number): void {
    this.#drop(from, to, typeId);
    this.#drop(to, from, this.#types.get(typeId)?.inverse ?? typeId);
  }

  #setOf(from: RecordRef, to: RecordRef): Set<number> {
    const byType = this.#edges.get(keyOf(from)) ?? new Map<string, Map<string, Set<number>>>();
    this.#edges.set(keyOf(from), byType);
    const byId = byType.get(to.typeId) ?? new Map<string, Set<number>>();
    byType.set(to.typeId, byId);
    const types = byId.get(to.id) ?? new Set<number>();
    byId.set(to.id, types);
    return types;
  }

  #drop(from: RecordRef, to: RecordRef, typeId: number): void {
    const ids = this.#edges.get(keyOf(from))?.get(to.typeId);
    const types = ids?.get(to.id);
    types?.delete(typeId);
    if (types?.size === 0) ids?.delete(to.id);
  }

  /** One row a pair, whichever side it was tied from. */
  #store(one: RecordRef, other: RecordRef): void {
    const [from, to] = keyOf(one) < keyOf(other) ? [one, other] : [other, one];
    const id = `${keyOf(from)}/${keyOf(to)}`;
    const types = [...(this.targets(from, to.typeId).get(to.id) ?? [])];
    if (types.length === 0) this.#journal.remove('association', id);
    else this.#journal.put('association', id, { from, to, types } satisfies StoredEdge);
  }
}
