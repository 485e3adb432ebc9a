import { z } from 'zod';

const metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

export const stageCreate = z.object({
  stageId: z.string().optional(),
  label: z.string().min(1),
  displayOrder: z.number().int().default(-1),
  metadata: metadata.default({}),
});
export const stageUpdate = z.object({
  label: z.string().min(1).optional(),
  displayOrder: z.number().int().optional(),
  metadata: metadata.optional(),
  archived: z.boolean().optional(),
});
export const pipelineCreate = z.object({
  pipelineId: z.string().optional(),
  label: z.string().min(1),
  displayOrder: z.number().int().default(-1),
  stages: z.array(stageCreate),
});
export const pipelineUpdate = z.object({
  label: z.string().min(1).optional(),
  displayOrder: z.number().int().optional(),
  archived: z.boolean().optional(),
});
