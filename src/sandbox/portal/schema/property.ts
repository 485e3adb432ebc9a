/** A property definition as the properties API shows it, without the moments of change. */
export interface PropertyOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly displayOrder: number;
  readonly hidden: boolean;
}

export const PROPERTY_TYPES = [
  'bool',
  'date',
  'datetime',
  'enumeration',
  'number',
  'phone_number',
  'string',
] as const;
export type PropertyType = (typeof PROPERTY_TYPES)[number];

export const FIELD_TYPES = [
  'booleancheckbox',
  'calculation_equation',
  'checkbox',
  'date',
  'file',
  'html',
  'number',
  'phonenumber',
  'radio',
  'select',
  'text',
  'textarea',
] as const;

export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly groupName: string;
  readonly type: PropertyType;
  readonly fieldType: string;
  readonly options: readonly PropertyOption[];
  readonly displayOrder: number;
  readonly hidden: boolean;
  readonly formField: boolean;
  readonly hasUniqueValue: boolean;
  readonly calculated: boolean;
  /** Options live elsewhere (owners, stages): values are not checked against `options`. */
  readonly externalOptions: boolean;
  readonly hubspotDefined: boolean;
  /** The API refuses to write the value. */
  readonly readOnlyValue: boolean;
  readonly archived: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
}

/** Moment from which HubSpot's own properties exist in every sandbox portal. */
const STANDARD_SINCE = Date.UTC(2020, 0, 1);

type Overrides = Partial<Omit<PropertyDefinition, 'name' | 'label' | 'groupName'>>;

/** Builds the standard properties of one group. */
export function standardGroup(groupName: string) {
  const define = (name: string, label: string, overrides: Overrides): PropertyDefinition => ({
    name,
    label,
    description: '',
    groupName,
    type: 'string',
    fieldType: 'text',
    options: [],
    displayOrder: -1,
    hidden: false,
    formField: false,
    hasUniqueValue: false,
    calculated: false,
    externalOptions: false,
    hubspotDefined: true,
    readOnlyValue: false,
    archived: false,
    createdAt: STANDARD_SINCE,
    updatedAt: STANDARD_SINCE,
    archivedAt: null,
    ...overrides,
  });
  return {
    text: (name: string, label: string, more: Overrides = {}) => define(name, label, more),
    textarea: (name: string, label: string, more: Overrides = {}) =>
      define(name, label, { fieldType: 'textarea', ...more }),
    html: (name: string, label: string, more: Overrides = {}) =>
      define(name, label, { fieldType: 'html', ...more }),
    number: (name: string, label: string, more: Overrides = {}) =>
      define(name, label, { type: 'number', fieldType: 'number', ...more }),
    date: (name: string, label: string, more: Overrides = {}) =>
      define(name, label, { type: 'date', fieldType: 'date', ...more }),
    datetime: (name: string, label: string, more: Overrides = {}) =>
      define(name, label, { type: 'datetime', fieldType: 'date', ...more }),
    bool: (name: string, label: string, more: Overrides = {}) =>
      define(name, label, {
        type: 'bool',
        fieldType: 'booleancheckbox',
        options: options('true=True', 'false=False'),
        ...more,
      }),
    select: (name: string, label: string, choices: readonly PropertyOption[], more: Overrides = {}) =>
      define(name, label, { type: 'enumeration', fieldType: 'select', options: choices, ...more }),
    /** Owners, stages and the like: options that the properties API does not list. */
    reference: (name: string, label: string, more: Overrides = {}) =>
      define(name, label, { type: 'enumeration', fieldType: 'select', externalOptions: true, ...more }),
  };
}

/** Options from `value=Label` texts (`value` alone is its own label). */
export function options(...texts: readonly string[]): PropertyOption[] {
  return texts.map((text, displayOrder) => {
    const [value = '', label = value] = text.split('=');
    return { label, value, displayOrder, hidden: false };
  });
}

export const READ_ONLY: Overrides = { readOnlyValue: true };
