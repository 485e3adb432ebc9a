import { type Execution } from '../flows/execution.ts';
import { type Flow, type WorkflowAction } from '../flows/flow.ts';
import { type ListFolder } from '../lists/folders.ts';
import { type StoredList } from '../lists/list.ts';
import { ListBook } from '../lists/list-book.ts';
import { type TokenBook } from '../oauth/token-book.ts';
import { type Owner } from '../owners.ts';
import { type Pipeline, standardPipelines } from '../pipelines/pipeline.ts';
import { OBJECT_TYPES, type ObjectType } from '../schema/object-types.ts';
import { WebhookBook } from '../webhooks/webhook-book.ts';
import { AssociationTable } from './association-table.ts';
import { IndexLag } from './index-lag.ts';
import { type Journal, type JournalEntry } from './journal.ts';
import { MergeAliases } from './merge-aliases.ts';
import { PropertyRegistry } from './property-registry.ts';
import { RecordTable, type StoredRecord } from './record-table.ts';

/** A record that was created, changed or archived. */
export interface RecordChange {
  readonly type: ObjectType;
  readonly before: StoredRecord | null;
  readonly after: StoredRecord;
}

type ChangeListener = (change: RecordChange) => void;

/** First id given to a new record; seeded records keep the ids of their world. */
const FIRST_RECORD_ID = 90_000_000_001;

/** Everything one portal knows. Endpoints read and write it; the journal makes it survive. */
export class PortalState {
  readonly portalId: number;
  readonly journal: Journal;
  readonly now: () => number;
  readonly properties: PropertyRegistry;
  readonly associations: AssociationTable;
  readonly lists: ListBook;
  readonly listFolders = new Map<string, ListFolder>();
  readonly owners = new Map<string, Owner>();
  /** Object type id → pipeline id → pipeline. */
  readonly pipelines = standardPipelines();
  readonly flows = new Map<string, Flow>();
  /** What apps add to workflows, by action type; not kept, as an app brings it along. */
  readonly workflowActions = new Map<string, WorkflowAction>();
  /** Records that wait at such an action, by callback id. */
  readonly executions = new Map<string, Execution>();
  readonly tokens: TokenBook;
  readonly webhooks: WebhookBook;
  readonly aliases: MergeAliases;
  readonly #tables: ReadonlyMap<string, RecordTable>;
  readonly #lag: IndexLag;
  readonly #listeners: ChangeListener[] = [];

  constructor(parts: {
    readonly portalId: number;
    readonly journal: Journal;
    readonly now: () => number;
    readonly indexLagMs: number;
    readonly tokens: TokenBook;
  }) {
    this.portalId = parts.portalId;
    this.journal = parts.journal;
    this.now = parts.now;
    this.tokens = parts.tokens;
    this.webhooks = new WebhookBook(parts.journal);
    this.aliases = new MergeAliases(parts.journal);
    this.properties = new PropertyRegistry(parts.journal);
    this.associations = new AssociationTable(parts.journal);
    this.#lag = new IndexLag(parts.indexLagMs);
    this.#tables = new Map(OBJECT_TYPES.map((type) => [type.id, new RecordTable(type, FIRST_RECORD_ID)]));
    this.table('0-1').indexUnique('email');
    this.lists = new ListBook(this);
  }

  table(typeId: string): RecordTable {
    const table = this.#tables.get(typeId);
    if (!table) throw new Error(`No records of type ${typeId} in this portal`);
    return table;
  }

  /** Calls `listener` after every change of a record. */
  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  /** Stores a record, and lets lists, flows and the search index know. */
  write(type: ObjectType, record: StoredRecord): void {
    const table = this.table(type.id);
    const before = table.get(record.id) ?? null;
    table.put(record);
    this.journal.put(`record:${type.id}`, record.id, record);
    this.#lag.wrote(type.id, record.id, before, this.now());
    for (const listener of this.#listeners) listener({ type, before, after: record });
  }

  /** Removes an archived record as if it had never been. */
  forget(type: ObjectType, id: string): void {
    this.table(type.id).remove(id);
    this.journal.remove(`record:${type.id}`, id);
  }

  staleViews(type: ObjectType): ReadonlyMap<string, StoredRecord | null> {
    return this.#lag.staleViews(type.id, this.now());
  }

  savePipeline(typeId: string, pipeline: Pipeline): void {
    this.pipelines.get(typeId)?.set(pipeline.id, pipeline);
    this.journal.put('pipeline', `${typeId}/${pipeline.id}`, pipeline);
  }

  /** Takes back everything that the journal kept. Returns how many entries there were. */
  async restore(): Promise<number> {
    const entries = await this.journal.load();
    for (const entry of entries) this.#restoreDefinition(entry);
    for (const entry of entries) this.#restoreRecord(entry);
    for (const entry of entries) this.#restoreTie(entry);
    this.#indexUniqueProperties();
    for (const entry of entries) this.#restoreList(entry);
    return entries.length;
  }

  #restoreDefinition(entry: JournalEntry): void {
    this.properties.restore(entry);
    this.webhooks.restore(entry);
    this.aliases.restore(entry);
    if (entry.kind === 'owner') this.owners.set(entry.id, entry.value as Owner);
    if (entry.kind === 'flow') this.flows.set(entry.id, entry.value as Flow);
    if (entry.kind === 'list-folder') this.listFolders.set(entry.id, entry.value as ListFolder);
    if (entry.kind === 'execution') this.executions.set(entry.id, entry.value as Execution);
    if (entry.kind === 'token') this.tokens.restore(entry);
    if (entry.kind === 'pipeline') {
      const pipeline = entry.value as Pipeline;
      this.pipelines.get(entry.id.split('/')[0] ?? '')?.set(pipeline.id, pipeline);
    }
    if (entry.kind === 'association-type') this.associations.restore(entry);
  }

  #restoreRecord(entry: JournalEntry): void {
    const [kind, typeId] = entry.kind.split(':');
    if (kind === 'record' && typeId !== undefined) this.table(typeId).put(entry.value as StoredRecord);
  }

  #restoreTie(entry: JournalEntry): void {
    if (entry.kind === 'association') this.associations.restore(entry);
  }

  #restoreList(entry: JournalEntry): void {
    if (entry.kind === 'list') this.lists.restore(entry.value as StoredList);
    if (entry.kind === 'list-member') this.lists.restoreMember(entry);
  }

  #indexUniqueProperties(): void {
    for (const type of OBJECT_TYPES) {
      for (const property of this.properties.all(type.id, false)) {
        if (property.hasUniqueValue) this.table(type.id).indexUnique(property.name);
      }
    }
  }
}
