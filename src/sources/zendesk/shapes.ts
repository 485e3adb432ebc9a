import { z } from 'zod';
import { isoDate } from '../../model/fields.ts';

/** The parts of Zendesk's objects that are read. Ids are numbers there and text here. */

const objectId = z.number().int().positive().transform(String);
const optionalId = objectId.nullish().transform((id) => id ?? null);

export const organization = z.object({
  id: objectId,
  name: z.string().nullish(),
  external_id: z.string().nullish(),
  domain_names: z.array(z.string()).nullish(),
  organization_fields: z.record(z.string(), z.unknown()).nullish(),
  deleted_at: isoDate.nullish(),
});
export type Organization = z.infer<typeof organization>;

export const user = z.object({
  id: objectId,
  email: z.string().nullish(),
  organization_id: optionalId,
  role: z.string().nullish(),
});
export type User = z.infer<typeof user>;

export const ticket = z.object({
  id: objectId,
  status: z.string(),
  created_at: isoDate,
  updated_at: isoDate,
  requester_id: optionalId,
  organization_id: optionalId,
  subject: z.string().nullish(),
  description: z.string().nullish(),
  custom_fields: z.array(z.object({ id: objectId, value: z.unknown() })).nullish(),
});
export type Ticket = z.infer<typeof ticket>;

export const metricSet = z.object({ ticket_id: objectId, solved_at: isoDate.nullish() });

export const legacyRating = z.object({
  id: objectId,
  ticket_id: optionalId,
  requester_id: optionalId,
  score: z.string(),
  created_at: isoDate,
  updated_at: isoDate.nullish(),
});

const scaleAnswer = z.object({
  type: z.literal('rating_scale'),
  rating: z.number().nullish(),
  rating_category: z.string().nullish(),
  created_at: isoDate,
  question: z
    .object({
      sub_type: z.string().nullish(),
      options: z.array(z.object({ rating: z.number() })).nullish(),
    })
    .nullish(),
});
export type ScaleAnswer = z.infer<typeof scaleAnswer>;

/** Answers of other types: comments, reasons, skipped questions. */
const otherAnswer = z.object({ type: z.string().refine((type) => type !== 'rating_scale') });

export const surveyResponse = z.object({
  id: z.string().min(1),
  responder_id: optionalId,
  subjects: z.array(z.object({ id: z.string(), type: z.string() })).nullish(),
  subject_zrns: z.array(z.string()).nullish(),
  answers: z.array(z.union([scaleAnswer, otherAnswer])),
});
export type SurveyResponse = z.infer<typeof surveyResponse>;

/** Any object with an id, for naming one that does not fit. */
export function recordId(raw: unknown): string | null {
  const parsed = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(raw);
  return parsed.success ? String(parsed.data.id) : null;
}
