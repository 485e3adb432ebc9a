import { z } from 'zod';

/** Everything that runs in the background. A long run is a chain of steps, each a job of its own. */
export const JOB_KINDS = [
  /** Starts a whole run: provision, pull, match, score, publish, act. */
  'sync',
  /** The same, with every source read again from the start. */
  'backfill',
  'provision',
  'pull',
  'match',
  'score',
  'publish',
  'act',
  /** Re-scores and publishes the companies that something happened to. */
  'refresh',
  /** Checks the scores against what happened, once a week. */
  'proof',
  /** Forgets what has outlived its purpose. */
  'retention',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

const totals = z.object({
  scored: z.number(),
  written: z.number(),
  writeCalls: z.number(),
  tasksCreated: z.number(),
  problems: z.number(),
});
/** What the steps of a run have done so far; travels with it. */
export type RunTotals = z.infer<typeof totals>;
export const NO_TOTALS: RunTotals = { scored: 0, written: 0, writeCalls: 0, tasksCreated: 0, problems: 0 };

export const jobSchema = z.object({
  portalId: z.string(),
  kind: z.enum(JOB_KINDS),
  /** The run a step belongs to; absent for a step that was asked for alone. */
  run: z.object({ id: z.string(), asOf: z.string(), full: z.boolean(), totals }).optional(),
  /** The source to pull. */
  source: z.string().optional(),
  /** Companies up to this id are done. */
  after: z.string().optional(),
  /** The part of a portfolio to score, which several workers share: from behind `after` up to and with `to`. */
  part: z.object({ index: z.number().int(), of: z.number().int(), to: z.string().nullable() }).optional(),
  /** A refresh that looks once more: beside the one that a new delivery asks for, which is not to wait for it. */
  again: z.literal(true).optional(),
  /** How often the step was cut off and went on; each turn may take twice as long as the one before. */
  turn: z.number().int().optional(),
  /** How often it was put off and for how many seconds in all, and the name of the job that was put off first. */
  putOff: z.object({ by: z.string(), times: z.number().int(), seconds: z.number() }).optional(),
});
export type JobData = z.infer<typeof jobSchema>;

/** A job that comes next, not before so many seconds. */
export type NextJob = JobData & { readonly delaySeconds?: number };

/** Interactive work overtakes batch work. */
export const PRIORITY: Readonly<Record<JobKind, number>> = {
  refresh: 10,
  pull: 0,
  sync: 0,
  backfill: 0,
  provision: 0,
  match: 0,
  score: 0,
  publish: 0,
  act: 0,
  proof: -10,
  retention: -10,
};

/** Of jobs with the same key only one waits; a second request changes nothing. */
export function keyOf({ portalId, kind, run, source, part, after, again }: JobData): string {
  const place = again === true ? 'again' : (after ?? '');
  return [portalId, run?.id ?? '', kind, source ?? '', part?.index ?? '', place].join(':');
}

/** Of jobs of the same group one runs at a time: those of a portal, and of every further part of its portfolio. */
export function groupOf({ portalId, part }: JobData): string {
  return part === undefined || part.index === 0 ? portalId : `${portalId}/${part.index}`;
}
