import { z } from 'zod';
import { toAppError } from '../../errors.ts';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { paths } from '../paths.ts';
import { PROPERTY_GROUP, type PropertyDefinition, type PropertyOption } from '../properties/definition.ts';

const storedOption = z.looseObject({
  value: z.string(),
  label: z.string(),
  hidden: z.boolean().default(false),
  displayOrder: z.number().nullish(),
});

/** A property definition as the portal holds it. */
const storedProperty = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  fieldType: z.string(),
  hasUniqueValue: z.boolean().default(false),
  options: z.array(storedOption).default([]),
});
export type StoredProperty = z.infer<typeof storedProperty>;

export async function readProperties(
  api: HubSpotApi,
  objectType: string,
  archived: boolean,
): Promise<Map<string, StoredProperty>> {
  const { results } = await api.request({
    method: 'GET',
    path: paths.properties(objectType),
    query: { archived },
    schema: z.object({ results: z.array(storedProperty) }),
  });
  return new Map(results.map((property) => [property.name, property]));
}

export async function hasGroup(api: HubSpotApi, objectType: string): Promise<boolean> {
  const { results } = await api.request({
    method: 'GET',
    path: paths.propertyGroups(objectType),
    schema: z.object({
      results: z.array(z.object({ name: z.string(), archived: z.boolean().default(false) })),
    }),
  });
  return results.some(({ name, archived }) => name === PROPERTY_GROUP.name && !archived);
}

export async function createGroup(api: HubSpotApi, objectType: string): Promise<void> {
  await create(api, paths.propertyGroups(objectType), { ...PROPERTY_GROUP, displayOrder: -1 });
}

export async function createProperty(
  api: HubSpotApi,
  objectType: string,
  { name, label, description, type, fieldType, options, hasUniqueValue }: PropertyDefinition,
): Promise<void> {
  await create(api, paths.properties(objectType), {
    groupName: PROPERTY_GROUP.name,
    name,
    label,
    description,
    type,
    fieldType,
    ...(options === undefined ? {} : { options: options.map(toApiOption) }),
    ...(hasUniqueValue === true ? { hasUniqueValue } : {}),
  });
}

/** Adds options behind those that are there; HubSpot replaces the whole list, so it is sent whole. */
export async function addOptions(
  api: HubSpotApi,
  objectType: string,
  stored: StoredProperty,
  added: readonly PropertyOption[],
): Promise<void> {
  const kept = stored.options.map((option, index) => ({
    ...option,
    displayOrder: option.displayOrder ?? index,
  }));
  const options = [...kept, ...added.map((option, index) => toApiOption(option, kept.length + index))];
  await api.request({
    method: 'PATCH',
    path: paths.property(objectType, stored.name),
    body: { options },
    schema: z.unknown(),
  });
}

function toApiOption({ value, label }: PropertyOption, displayOrder: number) {
  return { value, label, displayOrder, hidden: false };
}

/** A conflict means that someone, or a repeated call, created it in the meantime: that is what we wanted. */
async function create(api: HubSpotApi, path: string, body: unknown): Promise<void> {
  try {
    await api.request({ method: 'POST', path, body, schema: z.unknown(), repeatable: true });
  } catch (error) {
    if (toAppError(error).details.status !== 409) throw error;
  }
}
