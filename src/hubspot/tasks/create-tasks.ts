import { toAppError } from '../../errors.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { type PlannedTask } from '../../model/health-view.ts';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { batchesOf } from '../in-batches.ts';
import { batchAnswer, type RecordAnswer } from '../objects.ts';
import { paths } from '../paths.ts';
import { TASK_KEY_PROPERTY } from '../properties/definition.ts';
import { associate, type Pair } from './associate.ts';
import { sendIsolating } from '../write-back/isolate.ts';

export interface KnownTask {
  readonly key: string;
  readonly taskId: string;
}

export interface TasksOutcome {
  readonly created: readonly KnownTask[];
  /** Were there before; not touched, since a person may have edited or completed them. */
  readonly existing: readonly KnownTask[];
  readonly failed: readonly { readonly key: string; readonly reason: Message }[];
}

const KEY = TASK_KEY_PROPERTY.name;

/**
 * Creates the tasks that do not exist yet, by their key, and ties every one to its company. Calling it again
 * creates nothing twice, and heals a crash between creating and tying.
 */
export async function createTasks(api: HubSpotApi, tasks: readonly PlannedTask[]): Promise<TasksOutcome> {
  const unique = [...new Map(tasks.map((task) => [task.key, task])).values()];
  const created: KnownTask[] = [];
  const existing: KnownTask[] = [];
  const failed: { key: string; reason: Message }[] = [];
  for (const batch of batchesOf(unique)) {
    const found = await readByKey(api, batch);
    existing.push(...found);
    const known = new Set(found.map(({ key }) => key));
    const missing = batch.filter(({ key }) => !known.has(key));
    const upserted = await upsert(api, missing);
    created.push(...upserted.created);
    existing.push(...upserted.existing);
    failed.push(...upserted.failed);

    const ids = new Map(
      [...found, ...upserted.created, ...upserted.existing].map((each) => [each.key, each.taskId]),
    );
    const pairs = batch.flatMap(({ key, companyId }): Pair[] => {
      const taskId = ids.get(key);
      return taskId === undefined ? [] : [{ from: taskId, to: companyId, label: key }];
    });
    for (const { pair, reason } of await associate(api, 'tasks', 'companies', pairs)) {
      failed.push({ key: pair.label, reason: say('hubspot.task-not-tied', { company: pair.to, reason }) });
    }
  }
  return { created, existing, failed };
}

async function readByKey(api: HubSpotApi, tasks: readonly PlannedTask[]): Promise<KnownTask[]> {
  try {
    const answer = await api.request({
      method: 'POST',
      path: paths.batch('tasks', 'read'),
      body: {
        idProperty: KEY,
        inputs: tasks.map(({ key }) => ({ id: key })),
        properties: [KEY],
        propertiesWithHistory: [],
      },
      schema: batchAnswer,
      priority: 'batch',
    });
    return knownTasks(answer.results);
  } catch (error) {
    // When none of a batch exists HubSpot answers 404 instead of an empty list.
    if (toAppError(error).code === 'not-found') return [];
    throw error;
  }
}

async function upsert(
  api: HubSpotApi,
  tasks: readonly PlannedTask[],
): Promise<{ created: KnownTask[]; existing: KnownTask[]; failed: { key: string; reason: Message }[] }> {
  if (tasks.length === 0) return { created: [], existing: [], failed: [] };
  const outcome = await sendIsolating(tasks, {
    traceId: ({ key }) => key,
    isResultOf: (result, { key }) => (result.properties[KEY] ?? result.objectWriteTraceId) === key,
    send: (items) =>
      api.request({
        method: 'POST',
        path: paths.batch('tasks', 'upsert'),
        body: { inputs: items.map(upsertInput) },
        schema: batchAnswer,
        priority: 'batch',
      }),
  });
  return {
    // `new: false`: another worker was faster; its task stands.
    created: knownTasks(outcome.results.filter((result) => result.new !== false)),
    existing: knownTasks(outcome.results.filter((result) => result.new === false)),
    failed: outcome.rejected.map(({ item, reason }) => ({ key: item.key, reason })),
  };
}

function upsertInput(task: PlannedTask) {
  return {
    id: task.key,
    idProperty: KEY,
    objectWriteTraceId: task.key,
    properties: {
      [KEY]: task.key,
      hs_timestamp: task.dueAt,
      hs_task_subject: task.subject,
      hs_task_body: task.body,
      hs_task_status: 'NOT_STARTED',
      hs_task_priority: task.priority,
      hs_task_type: 'TODO',
      ...(task.ownerId === null ? {} : { hubspot_owner_id: task.ownerId }),
    },
  };
}

function knownTasks(results: readonly RecordAnswer[]): KnownTask[] {
  return results.flatMap((result) => {
    const key = result.properties[KEY] ?? result.objectWriteTraceId;
    return key ? [{ key, taskId: result.id }] : [];
  });
}
