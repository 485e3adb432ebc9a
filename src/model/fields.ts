import { z } from 'zod';
import { isIsoDate } from './day.ts';
import { FIELD_MESSAGES } from './messages/fields.ts';

/** Building blocks of the schemas: what a day, an instant, a count or money is at the boundary. */

export const isoDate = z.string().refine(isIsoDate, FIELD_MESSAGES['field.date'].en);

/** A finite amount of something that cannot be negative. */
export const count = z.number().nonnegative();

export const id = z.string().min(1).max(512);

/** −1 (hostile) to 1 (delighted). */
export const sentiment = z.number().min(-1).max(1);

/** A text in every language. */
export const localised = z.object({ en: z.string(), es: z.string() });

export const money = z.object({ amount: z.number(), currency: z.string().length(3) });
export type Money = z.infer<typeof money>;

/** An optional field: absent and `null` both mean "no data", never zero. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema
    .nullish()
    .transform((value) => value ?? undefined)
    .optional();
}
