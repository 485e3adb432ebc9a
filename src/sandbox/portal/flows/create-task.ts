import { z } from 'zod';

/** Action type "create task". */
export const CREATE_TASK_ACTION = '0-3';

const fieldsSchema = z.looseObject({
  subject: z.string().default(''),
  body: z.string().default(''),
  task_type: z.enum(['TODO', 'CALL', 'EMAIL']).default('TODO'),
  priority: z.enum(['NONE', 'LOW', 'MEDIUM', 'HIGH']).default('NONE'),
  associations: z
    .array(
      z.looseObject({
        target: z.looseObject({ associationTypeId: z.number().int() }),
        value: z.looseObject({ type: z.string() }),
      }),
    )
    .default([]),
  owner_assignment: z
    .looseObject({
      type: z.string(),
      value: z
        .union([
          z.string(),
          z.looseObject({
            type: z.string().optional(),
            propertyName: z.string().optional(),
            staticValue: z.string().optional(),
          }),
        ])
        .optional(),
    })
    .optional(),
  due_time: z
    .looseObject({
      delta: z.number().default(0),
      timeUnit: z.enum(['MINUTES', 'HOURS', 'DAYS', 'WEEKS']).default('DAYS'),
      timeOfDay: z.looseObject({ hour: z.number(), minute: z.number().default(0) }).optional(),
    })
    .optional(),
});
type TaskFields = z.infer<typeof fieldsSchema>;

const UNIT_MS = { MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000, WEEKS: 604_800_000 } as const;

function dueAt(due: TaskFields['due_time'], now: number): number {
  if (!due) return now;
  const moment = new Date(now + due.delta * UNIT_MS[due.timeUnit]);
  if (due.timeOfDay) moment.setUTCHours(due.timeOfDay.hour, due.timeOfDay.minute, 0, 0);
  return moment.getTime();
}

function ownerOf(assignment: TaskFields['owner_assignment'], read: (name: string) => string | null): string {
  const value = assignment?.value;
  if (typeof value === 'string') return value;
  if (value?.staticValue !== undefined) return value.staticValue;
  return value?.propertyName === undefined ? '' : (read(value.propertyName) ?? '');
}

/** Replaces `{{ enrolled_object.name }}` by the property of the enrolled record. */
function fillIn(text: string, read: (name: string) => string | null): string {
  return text.replaceAll(
    /\{\{\s*enrolled_object\.([a-z0-9_]+)\s*\}\}/g,
    (_, name: string) => read(name) ?? '',
  );
}

export interface PlannedTask {
  readonly values: Readonly<Record<string, string>>;
  /** Kinds of tie from the task to the enrolled record. */
  readonly associationTypeIds: readonly number[];
}

/**
 * The task that a "create task" action makes for a record.
 *
 * @param read properties of the enrolled record
 * @param now milliseconds since the epoch; times of day are UTC
 */
export function taskOf(
  fields: Readonly<Record<string, unknown>>,
  read: (name: string) => string | null,
  now: number,
): PlannedTask {
  const task = fieldsSchema.parse(fields);
  return {
    values: {
      hs_task_subject: fillIn(task.subject, read),
      hs_task_body: fillIn(task.body, read),
      hs_task_type: task.task_type,
      hs_task_priority: task.priority,
      hs_task_status: 'NOT_STARTED',
      hs_timestamp: new Date(dueAt(task.due_time, now)).toISOString(),
      hubspot_owner_id: ownerOf(task.owner_assignment, read),
    },
    associationTypeIds: task.associations
      .filter((association) => association.value.type === 'ENROLLED_OBJECT')
      .map((association) => association.target.associationTypeId),
  };
}

/** What is wrong with the fields of the action; null when nothing is. */
export function taskFieldsProblem(fields: Readonly<Record<string, unknown>>): string | null {
  const parsed = fieldsSchema.safeParse(fields);
  if (parsed.success) return null;
  const issue = parsed.error.issues[0];
  return `${issue?.path.join('.')}: ${issue?.message}`;
}
