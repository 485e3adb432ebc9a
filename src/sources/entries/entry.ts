import { z } from 'zod';
import { isoDate } from '../../model/fields.ts';
import { FIELD_MESSAGES } from '../../model/messages/fields.ts';

/**
 * What survey and onboarding tools tell us, as they send it to `POST /webhooks/surveys` and `POST /webhooks/userpilot`
 * and as the rows of a CSV file become: an answer to a survey, or a step of onboarding.
 */

const text = z
  .string()
  .trim()
  .max(512)
  .nullish()
  .transform((value) => (value === '' ? null : (value ?? null)));
const date = isoDate.nullish().transform((value) => value ?? null);

const about = {
  /** The tool's own id of the answer or step: sent again, it replaces what was there. */
  id: z.union([z.string().trim().min(1).max(512), z.number().transform(String)]),
  /** The account in the tool or in the product. */
  accountId: text,
  /** HubSpot company id; beats everything else. */
  companyId: z.union([text, z.number().transform(String)]).transform((value) => value ?? null),
  domain: text,
  email: text,
};

const nps = z.object({ ...about, kind: z.literal('nps'), score: z.number().min(0).max(10), at: isoDate });

/** Scores of another scale than 1 to 5 are brought to it. */
const csat = z
  .object({
    ...about,
    kind: z.literal('csat'),
    score: z.number(),
    scale: z
      .object({ min: z.number(), max: z.number() })
      .refine(({ min, max }) => max > min, FIELD_MESSAGES['field.scale-order'].en)
      .default({ min: 1, max: 5 }),
    at: isoDate,
  })
  .refine(({ score, scale }) => score >= scale.min && score <= scale.max, {
    path: ['score'],
    message: FIELD_MESSAGES['field.outside-scale'].en,
  })
  .transform(({ scale, ...answer }) => ({
    ...answer,
    score: 1 + (4 * (answer.score - scale.min)) / (scale.max - scale.min),
  }));

const step = {
  ...about,
  name: z.string().trim().min(1).max(512),
  assignedAt: isoDate,
  /** Until when it should be done; without, it counts from the start. */
  dueAt: date,
  /** null: not done yet. */
  doneAt: date,
};
const milestone = z.object({ ...step, kind: z.literal('milestone') });
const training = z.object({ ...step, kind: z.literal('training') });

export const entry = z.discriminatedUnion('kind', [nps, csat, milestone, training]);
export type Entry = z.infer<typeof entry>;
export type EntryInput = z.input<typeof entry>;
