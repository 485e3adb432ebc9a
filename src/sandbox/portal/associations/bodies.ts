import { z } from 'zod';
import { recordId } from '../objects/bodies.ts';

const ref = z.object({ id: recordId });
const spec = z.object({ associationCategory: z.string(), associationTypeId: z.number().int() });

export const specsBody = z.array(spec);
export const batchReadBody = z.object({
  inputs: z.array(z.object({ id: recordId, after: z.string().nullish() })),
});
export const batchCreateBody = z.object({
  inputs: z.array(z.object({ from: ref, to: ref, types: z.array(spec) })),
});
export const batchDefaultBody = z.object({ inputs: z.array(z.object({ from: ref, to: ref })) });
export const batchArchiveBody = z.object({ inputs: z.array(z.object({ from: ref, to: z.array(ref) })) });

export const labelCreate = z.object({
  label: z.string(),
  name: z.string(),
  inverseLabel: z.string().optional(),
});
export const labelUpdate = z.object({
  associationTypeId: z.number().int(),
  label: z.string(),
  inverseLabel: z.string().optional(),
});
