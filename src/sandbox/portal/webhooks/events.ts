import { type ObjectType } from '../schema/object-types.ts';
import { type RecordChange } from '../state/portal-state.ts';
import { type Subscription } from './subscription.ts';

/** What a change is to subscribers. */
export interface Happening {
  readonly type: ObjectType;
  readonly action: 'creation' | 'deletion' | 'propertyChange';
  readonly recordId: string;
  readonly property?: { readonly name: string; readonly value: string };
  readonly source: string;
}

/** Creation, deletion, and every property that got a new value. */
export function happeningsOf({ type, before, after }: RecordChange): Happening[] {
  const source = after.properties.hs_object_source ?? 'CRM';
  const base = { type, recordId: after.id, source };
  if (after.archivedAt !== null) {
    return before?.archivedAt === null ? [{ ...base, action: 'deletion' }] : [];
  }
  const names = new Set([...Object.keys(before?.properties ?? {}), ...Object.keys(after.properties)]);
  const changed = [...names].filter((name) => before?.properties[name] !== after.properties[name]);
  const values = changed.map((name): Happening => ({
    ...base,
    action: 'propertyChange',
    property: { name, value: after.properties[name] ?? '' },
  }));
  return before === null ? [{ ...base, action: 'creation' }, ...values] : values;
}

export function concerns(subscription: Subscription, { type, action, property }: Happening): boolean {
  if (!subscription.active) return false;
  const [object, wanted] = subscription.eventType.split('.');
  if (wanted !== action) return false;
  if (object === 'object' ? subscription.objectTypeId !== type.id : object !== type.singular) return false;
  return property === undefined || subscription.propertyName === property.name;
}
