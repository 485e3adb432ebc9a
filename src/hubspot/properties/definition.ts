import { type HealthView } from '../../model/health-view.ts';

export interface PropertyOption {
  readonly value: string;
  readonly label: string;
}

/** A HubSpot property as we want it in the portal. */
export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'number' | 'string' | 'enumeration' | 'datetime';
  readonly fieldType: 'number' | 'text' | 'textarea' | 'select' | 'checkbox' | 'date';
  readonly options?: readonly PropertyOption[];
  readonly hasUniqueValue?: boolean;
}

/** A company property together with where its value comes from. */
export interface HealthProperty extends PropertyDefinition {
  /** In HubSpot's notation; null clears the property. */
  value(view: HealthView): string | null;
}

/** Group of our properties, on companies and on tasks. */
export const PROPERTY_GROUP = { name: 'customer_health', label: 'Customer health' } as const;

/** Unique key of the tasks we create: the reason why creating one twice is impossible. */
export const TASK_KEY_PROPERTY: PropertyDefinition = {
  name: 'pulso_task_key',
  label: 'Pulso task key',
  description: 'Identifies the change of health this task answers, so that it is created only once.',
  type: 'string',
  fieldType: 'text',
  hasUniqueValue: true,
};
