import { z } from 'zod';

/** How many records the last walk met, which tells what another would cost. */
const size = z.number().optional();

/**
 * Up to when deletions are known, where that is earlier than changes are: the archive is not read in every pass. In
 * the middle of a pass absent where the archive has to be read in any case.
 */
const deletionsUpTo = z.number().optional();

/**
 * Where a stream of CRM records stands. A first pass walks the list (`walk`); later ones ask the search for what
 * changed (`changes`), then mostly the archive for what was deleted (`archive`); between passes it rests (`idle`).
 * Times are milliseconds since the epoch.
 */
export const crmCursor = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('walk'),
    startedAt: z.number(),
    after: z.string().nullable(),
    /** Records read so far in this walk. */
    read: z.number().default(0),
    /** Start of the range whose changes were too many to search for; absent in a first walk. */
    since: z.number().optional(),
    deletionsUpTo,
  }),
  z.object({
    phase: z.literal('changes'),
    startedAt: z.number(),
    size,
    /** Start of this pass's range. */
    since: z.number(),
    deletionsUpTo,
    /** Changes before this are read. */
    from: z.number(),
    /** Offset among records changed exactly at `from`. */
    after: z.string().nullable(),
  }),
  z.object({
    phase: z.literal('archive'),
    startedAt: z.number(),
    size,
    /** Deletions before this are known. */
    since: z.number(),
    after: z.string().nullable(),
  }),
  z.object({ phase: z.literal('idle'), readUpTo: z.number(), size, deletionsUpTo }),
]);
export type CrmCursor = z.infer<typeof crmCursor>;
