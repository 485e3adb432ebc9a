import { z } from 'zod';

/** Request bodies of the objects endpoints; unknown fields are ignored, as HubSpot does. */
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const properties = z.record(z.string(), value);
export type InputValues = z.infer<typeof properties>;

const associationSpec = z.object({
  associationCategory: z.string(),
  associationTypeId: z.number().int(),
});

/** HubSpot takes ids as texts and as numbers. */
export const recordId = z.union([z.string(), z.number().int()]).transform(String);

const inlineAssociation = z.object({
  to: z.object({ id: recordId }),
  types: z.array(associationSpec),
});
export type InlineAssociation = z.infer<typeof inlineAssociation>;

export const createBody = z.object({
  properties: properties.default({}),
  associations: z.array(inlineAssociation).nullish(),
  objectWriteTraceId: z.string().nullish(),
});
export type CreateInput = z.infer<typeof createBody>;

export const updateBody = z.object({ properties });

const updateInput = z.object({
  id: recordId,
  idProperty: z.string().nullish(),
  properties,
  objectWriteTraceId: z.string().nullish(),
});
export type UpdateInput = z.infer<typeof updateInput>;

export const batchCreateBody = z.object({ inputs: z.array(createBody) });
export const batchUpdateBody = z.object({ inputs: z.array(updateInput) });
export const batchArchiveBody = z.object({ inputs: z.array(z.object({ id: recordId })) });
export const batchReadBody = z.object({
  inputs: z.array(z.object({ id: recordId })),
  idProperty: z.string().nullish(),
  properties: z.array(z.string()).nullish(),
  propertiesWithHistory: z.array(z.string()).nullish(),
});
