import { z } from 'zod';
import { readProperty } from '../objects/computed.ts';
import { objectTypeOf } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type Enrolment, type Outputs } from './execution.ts';
import { type FlowAction } from './flow.ts';

/** What a step can read: the enrolled record, and what the steps before gave. */
export interface Readable {
  readonly property: (name: string) => string | null;
  readonly outputs: Outputs;
}

/** What an enrolled record has come to; a record that is gone has no properties. */
export function readableOf(state: PortalState, { typeId, recordId, outputs }: Enrolment): Readable {
  const record = state.table(typeId).get(recordId);
  const type = objectTypeOf(typeId);
  const property = (name: string) => (record ? readProperty(state, type, record, name) : null);
  return { property, outputs };
}

const reference = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('STATIC_VALUE'), staticValue: z.string() }),
  z.looseObject({ type: z.literal('OBJECT_PROPERTY'), propertyName: z.string() }),
  z.looseObject({ type: z.literal('FIELD_DATA'), actionId: z.string(), dataKey: z.string() }),
]);

/** A value as a field of an action names it; null for what is not there or of another kind. */
export function valueOf(field: unknown, { property, outputs }: Readable): string | null {
  if (typeof field === 'string') return field;
  const parsed = reference.safeParse(field);
  if (!parsed.success) return null;
  switch (parsed.data.type) {
    case 'STATIC_VALUE':
      return parsed.data.staticValue;
    case 'OBJECT_PROPERTY':
      return property(parsed.data.propertyName);
    case 'FIELD_DATA':
      return outputs[parsed.data.actionId]?.[parsed.data.dataKey] ?? null;
  }
}

/** The action that follows; of a branch, that of the value. */
export function nextActionId(action: FlowAction, readable: Readable): string | undefined {
  if (action.type !== 'STATIC_BRANCH') return action.connection?.nextActionId;
  const value = valueOf(action.inputValue, readable);
  const branch = action.staticBranches?.find((each) => each.branchValue === value);
  return (branch === undefined ? action.defaultBranch : branch.connection)?.nextActionId;
}
