import { z } from 'zod';

/** The parts of Intercom's objects (API 2.14) that are read. */

const LATEST_SECONDS = 32_503_680_000;

/** Seconds since 1970, as an ISO instant. */
const instant = z
  .number()
  .int()
  .min(0)
  .max(LATEST_SECONDS)
  .transform((seconds) => new Date(seconds * 1000).toISOString());
const optionalInstant = instant.nullish().transform((value) => value ?? null);

const objectId = z.union([z.string().min(1), z.number().int().transform(String)]);
const reference = z.object({ id: objectId });

export const company = z.object({
  id: objectId,
  name: z.string().nullish(),
  company_id: z.string().nullish(),
  website: z.string().nullish(),
  custom_attributes: z.record(z.string(), z.unknown()).nullish(),
});
export type Company = z.infer<typeof company>;

export const contact = z.object({
  id: objectId,
  email: z.string().nullish(),
  companies: z.object({ data: z.array(reference).nullish() }).nullish(),
});
export type Contact = z.infer<typeof contact>;

export const conversation = z.object({
  id: objectId,
  created_at: instant,
  updated_at: instant,
  state: z.string().nullish(),
  source: z
    .object({
      delivered_as: z.string().nullish(),
      subject: z.string().nullish(),
      body: z.string().nullish(),
    })
    .nullish(),
  contacts: z.object({ contacts: z.array(reference).nullish() }).nullish(),
  tags: z.object({ tags: z.array(z.object({ name: z.string().nullish() })).nullish() }).nullish(),
  conversation_rating: z
    .object({
      rating: z.number().min(1).max(5).nullish(),
      created_at: optionalInstant,
      updated_at: optionalInstant,
    })
    .nullish(),
  statistics: z
    .object({
      first_contact_reply_at: optionalInstant,
      last_contact_reply_at: optionalInstant,
      last_admin_reply_at: optionalInstant,
      last_close_at: optionalInstant,
    })
    .nullish(),
});
export type Conversation = z.infer<typeof conversation>;

/** Any object with an id, for naming one that does not fit. */
export function recordId(raw: unknown): string | null {
  return reference.safeParse(raw).data?.id ?? null;
}
