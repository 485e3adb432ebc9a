import { z } from 'zod';
import { id, isoDate } from '../../model/fields.ts';

/** HubSpot's answers, as far as we read them. Records are parsed one by one, so that a bad one spoils no page. */

const next = z.object({ next: z.object({ after: z.string() }).nullish() }).nullish();

export const pageAnswer = z.object({ results: z.array(z.unknown()), paging: next });
export type PageAnswer = z.infer<typeof pageAnswer>;

export const searchAnswer = pageAnswer.extend({ total: z.number() });

const inlineLinks = z.object({
  results: z.array(z.object({ id: z.string(), type: z.string().default('') })),
  paging: next,
});

export const crmRecord = z.object({
  id,
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: isoDate,
  updatedAt: isoDate,
  archived: z.boolean().default(false),
  archivedAt: z.string().nullish(),
  associations: z.record(z.string(), inlineLinks).nullish(),
});
export type CrmRecord = z.infer<typeof crmRecord>;

export const associationsAnswer = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.string() }),
      to: z.array(
        z.object({
          toObjectId: z.union([z.string(), z.number()]).transform(String),
          associationTypes: z.array(z.object({ label: z.string().nullish() })).default([]),
        }),
      ),
    }),
  ),
});

export const ownersAnswer = z.object({ results: z.array(z.unknown()), paging: next });

export const ownerRecord = z.object({
  id,
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  archived: z.boolean().default(false),
});

/** The id of a record that could not be read otherwise, for the report. */
export function recordIdOf(raw: unknown): string | null {
  return z.object({ id: z.string() }).safeParse(raw).data?.id ?? null;
}
