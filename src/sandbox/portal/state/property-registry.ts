import { OBJECT_TYPES } from '../schema/object-types.ts';
import { type PropertyDefinition } from '../schema/property.ts';
import { STANDARD_PROPERTIES } from '../schema/standard.ts';
import { type Journal, type JournalEntry } from './journal.ts';

export interface PropertyGroup {
  readonly name: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly archived: boolean;
}

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

/** Property definitions and groups of all object types. */
export class PropertyRegistry {
  readonly #journal: Journal;
  readonly #properties = new Map<string, Map<string, PropertyDefinition>>();
  readonly #groups = new Map<string, Map<string, PropertyGroup>>();

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const type of OBJECT_TYPES) {
      const definitions = STANDARD_PROPERTIES[type.id]?.() ?? [];
      this.#properties.set(type.id, new Map(definitions.map((each) => [each.name, each])));
      const groups = [...new Set(definitions.map((each) => each.groupName))];
      this.#groups.set(
        type.id,
        new Map(
          groups.map((name, displayOrder) => [
            name,
            { name, label: titleOf(name), displayOrder, archived: false },
          ]),
        ),
      );
    }
  }

  /** Takes back what the journal kept: definitions and groups that differ from the standard ones. */
  restore(entry: JournalEntry): void {
    const [typeId = ''] = entry.id.split('/');
    if (entry.kind === 'property') {
      const definition = entry.value as PropertyDefinition;
      this.#properties.get(typeId)?.set(definition.name, definition);
    } else if (entry.kind === 'property-group') {
      const group = entry.value as PropertyGroup;
      this.#groups.get(typeId)?.set(group.name, group);
    }
  }

  /** A living definition. */
  find(typeId: string, name: string): PropertyDefinition | undefined {
    const definition = this.#properties.get(typeId)?.get(name);
    return definition?.archived === false ? definition : undefined;
  }

  findArchived(typeId: string, name: string): PropertyDefinition | undefined {
    const definition = this.#properties.get(typeId)?.get(name);
    return definition?.archived === true ? definition : undefined;
  }

  all(typeId: string, archived: boolean): PropertyDefinition[] {
    return [...(this.#properties.get(typeId)?.values() ?? [])].filter((each) => each.archived === archived);
  }

  put(typeId: string, definition: PropertyDefinition): void {
    this.#properties.get(typeId)?.set(definition.name, definition);
    this.#journal.put('property', `${typeId}/${definition.name}`, definition);
  }

  group(typeId: string, name: string): PropertyGroup | undefined {
    const group = this.#groups.get(typeId)?.get(name);
    return group?.archived === false ? group : undefined;
  }

  groups(typeId: string): PropertyGroup[] {
    return [...(this.#groups.get(typeId)?.values() ?? [])].filter((each) => !each.archived);
  }

  putGroup(typeId: string, group: PropertyGroup): void {
    this.#groups.get(typeId)?.set(group.name, group);
    this.#journal.put('property-group', `${typeId}/${group.name}`, group);
  }
}
