import { z } from 'zod';
import { enteredOverride, enteredPulse } from './breakdown.ts';

/**
 * Entries in a breakdown as a run takes them over. Functions write them, but whoever may edit the property can change
 * them: what no table could hold, or every later run would stumble over, must not get in.
 */

/** Text that PostgreSQL takes, also inside of JSON. */
const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((value) => !value.includes('\0') && value.isWellFormed());
const id = text(512);
const words = text(2_000);

/** Within the years that every calendar at work here knows. */
const inRange = (iso: string): boolean => iso >= '1970' && iso < '2170';
const day = z.iso.date().refine(inRange);
const instant = z.iso.datetime().refine(inRange);

export const takenPulse = enteredPulse.extend({
  id,
  score: z.number().int().min(1).max(5),
  reason: words,
  author: words,
  at: instant,
});

const { override } = enteredOverride.shape;
const { replaced } = override.shape;

export const takenOverride = enteredOverride.extend({
  id,
  override: override.extend({
    reason: words,
    author: words,
    since: day,
    expiresAt: day,
    replaced: replaced.extend({ changedAt: day.nullable() }),
  }),
  createdAt: instant,
});
