import { readProperty } from '../objects/computed.ts';
import { objectTypeOf } from '../schema/object-types.ts';
import { type JournalEntry } from '../state/journal.ts';
import { type PortalState, type RecordChange } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';
import { type BranchTest, compileBranch } from './evaluate.ts';
import { type StoredList } from './list.ts';

interface Entry {
  list: StoredList;
  /** Record id → when it joined, in milliseconds since the epoch. */
  readonly members: Map<string, number>;
  test: BranchTest | null;
}

const testOf = (list: StoredList): BranchTest | null => list.filterBranch && compileBranch(list.filterBranch);

/**
 * All lists and who is on them. Dynamic ones follow every change of a record, but neither the passing of time
 * (rolling date ranges) nor counts of associations; those are seen when the record changes next.
 */
export class ListBook {
  readonly #state: PortalState;
  readonly #entries = new Map<string, Entry>();

  constructor(state: PortalState) {
    this.#state = state;
    state.onChange((change) => this.#follow(change));
  }

  get(listId: string): StoredList | undefined {
    return this.#entries.get(listId)?.list;
  }

  all(): StoredList[] {
    return [...this.#entries.values()].map((entry) => entry.list);
  }

  nextId(): string {
    return String(Math.max(0, ...[...this.#entries.keys()].map(Number)) + 1);
  }

  size(listId: string): number {
    return this.#entries.get(listId)?.members.size ?? 0;
  }

  /** Members by record id, ascending. */
  members(listId: string): [string, number][] {
    const members = [...(this.#entries.get(listId)?.members ?? [])];
    return members.sort(([left], [right]) => Number(left) - Number(right));
  }

  joinedAt(listId: string, recordId: string): number | undefined {
    return this.#entries.get(listId)?.members.get(recordId);
  }

  /** Stores a list without touching its members. */
  save(list: StoredList): void {
    const entry = this.#entries.get(list.listId);
    if (entry) entry.list = list;
    else this.#entries.set(list.listId, { list, members: new Map(), test: testOf(list) });
    this.#state.journal.put('list', list.listId, list);
  }

  /** Stores a list with new filters; {@link ListBook.fill} applies them. */
  redefine(list: StoredList): void {
    this.save(list);
    const entry = this.#entries.get(list.listId);
    if (entry) entry.test = testOf(list);
  }

  /** Applies the filters of a dynamic list to all records and marks it as processed. */
  fill(listId: string): void {
    const entry = this.#entries.get(listId);
    if (!entry?.test || entry.list.deletedAt !== null) return;
    for (const record of this.#state.table(entry.list.objectTypeId).after(-1)) this.#place(entry, record);
    if (entry.list.processingStatus === 'PROCESSING')
      this.save({ ...entry.list, processingStatus: 'COMPLETE' });
  }

  add(listId: string, recordId: string): void {
    const entry = this.#entries.get(listId);
    if (!entry || entry.members.has(recordId)) return;
    const at = this.#state.now();
    entry.members.set(recordId, at);
    if (!entry.test) this.#state.journal.put('list-member', `${listId}/${recordId}`, { at });
  }

  removeMember(listId: string, recordId: string): void {
    const entry = this.#entries.get(listId);
    if (!entry?.members.delete(recordId)) return;
    if (!entry.test) this.#state.journal.remove('list-member', `${listId}/${recordId}`);
  }

  /** Takes a list back from the journal; members of dynamic ones are worked out anew. */
  restore(list: StoredList): void {
    this.#entries.set(list.listId, { list, members: new Map(), test: testOf(list) });
    if (list.processingType === 'DYNAMIC') this.fill(list.listId);
  }

  restoreMember(entry: JournalEntry): void {
    const [listId = '', recordId = ''] = entry.id.split('/');
    this.#entries.get(listId)?.members.set(recordId, (entry.value as { at: number }).at);
  }

  #follow({ type, after }: RecordChange): void {
    for (const entry of this.#entries.values()) {
      if (entry.list.objectTypeId !== type.id || entry.list.deletedAt !== null) continue;
      if (entry.test && entry.list.processingStatus === 'COMPLETE') this.#place(entry, after);
      else if (after.archivedAt !== null) this.removeMember(entry.list.listId, after.id);
    }
  }

  #place(entry: Entry, record: StoredRecord): void {
    const type = objectTypeOf(entry.list.objectTypeId);
    const read = (name: string) => readProperty(this.#state, type, record, name);
    const belongs = record.archivedAt === null && entry.test?.(read, this.#state.now()) === true;
    if (belongs) this.add(entry.list.listId, record.id);
    else this.removeMember(entry.list.listId, record.id);
  }
}
