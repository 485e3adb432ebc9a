import { z } from 'zod';
import { strings } from './client/error-body.ts';

/** A CRM record in an answer, as far as we read it. */
export const recordAnswer = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()).default({}),
  new: z.boolean().optional(),
  objectWriteTraceId: z.string().nullish(),
});
export type RecordAnswer = z.infer<typeof recordAnswer>;

const batchError = z.looseObject({
  message: z.string().default('HubSpot gave no reason'),
  context: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});
export type BatchError = z.infer<typeof batchError>;

/** Answer of a batch endpoint; `errors` comes with status 207, when some records were refused. */
export const batchAnswer = z.object({
  results: z.array(recordAnswer),
  errors: z.array(batchError).nullish(),
});
export type BatchAnswer = z.infer<typeof batchAnswer>;

/** Ids (or trace ids) of the records that an error of a 207 is about. */
export function idsOfError(error: BatchError): string[] {
  const context = error.context ?? {};
  return [...strings(context.objectWriteTraceId), ...strings(context.ids), ...strings(context.id)];
}
