import { z } from 'zod';
import { FIELD_TYPES, PROPERTY_TYPES } from '../schema/property.ts';

const option = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().optional(),
  displayOrder: z.number().int().default(-1),
  hidden: z.boolean().default(false),
});

const changeable = {
  label: z.string(),
  description: z.string(),
  groupName: z.string(),
  type: z.enum(PROPERTY_TYPES),
  fieldType: z.enum(FIELD_TYPES),
  options: z.array(option),
  displayOrder: z.number().int(),
  hidden: z.boolean(),
  formField: z.boolean(),
};

export const propertyCreate = z.object({
  ...z.object(changeable).partial().shape,
  name: z.string(),
  label: z.string(),
  groupName: z.string(),
  type: z.enum(PROPERTY_TYPES),
  fieldType: z.enum(FIELD_TYPES),
  hasUniqueValue: z.boolean().optional(),
  externalOptions: z.boolean().optional(),
});
export type PropertyCreate = z.infer<typeof propertyCreate>;

export const propertyUpdate = z.object(changeable).partial();

export const batchPropertyCreate = z.object({ inputs: z.array(propertyCreate) });
export const batchPropertyNames = z.object({
  inputs: z.array(z.object({ name: z.string() })),
  archived: z.boolean().nullish(),
});

export const groupCreate = z.object({
  name: z.string(),
  label: z.string(),
  displayOrder: z.number().int().default(-1),
});
export const groupUpdate = z.object({
  label: z.string().optional(),
  displayOrder: z.number().int().optional(),
});
