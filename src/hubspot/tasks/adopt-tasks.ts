import { z } from 'zod';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { batchesOf } from '../in-batches.ts';
import { batchAnswer } from '../objects.ts';
import { paths } from '../paths.ts';
import { TASK_KEY_PROPERTY } from '../properties/definition.ts';
import { type KnownTask } from './create-tasks.ts';

/** A task that a workflow was to create. */
export interface ExpectedTask {
  /** Under which we know it. */
  readonly key: string;
  readonly companyId: string;
  /** Its subject begins with one of these, unless a person edited the workflow. */
  readonly subjectStarts: readonly string[];
  /** ISO instant or day: it was not created before. */
  readonly since: string;
}

const KEY = TASK_KEY_PROPERTY.name;
const tasksOfCompanies = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.string() }),
      to: z.array(z.object({ toObjectId: z.union([z.string(), z.number()]).transform(String) })),
    }),
  ),
});

/**
 * Finds the tasks that workflows created and gives them our key, so that what becomes of them is read back and no other
 * task is made for the same occasion. Returns those found; nothing but the key is written.
 */
export async function adoptTasks(api: HubSpotApi, expected: readonly ExpectedTask[]): Promise<KnownTask[]> {
  const adopted: KnownTask[] = [];
  for (const batch of batchesOf(expected)) {
    const { results } = await api.request({
      method: 'POST',
      path: paths.associations('companies', 'tasks'),
      body: { inputs: batch.map(({ companyId }) => ({ id: companyId })) },
      schema: tasksOfCompanies,
      priority: 'batch',
    });
    const taskIds = new Map(results.map(({ from, to }) => [from.id, to.map((each) => each.toObjectId)]));
    const tasks = await readTasks(api, [...taskIds.values()].flat());
    const found = batch.flatMap((each): (KnownTask & { readonly isNew: boolean })[] => {
      const task = (taskIds.get(each.companyId) ?? [])
        .map((id) => ({ id, properties: tasks.get(id) ?? {} }))
        .find(({ properties }) => fits(properties, each));
      return task === undefined ? [] : [{ key: each.key, taskId: task.id, isNew: !task.properties[KEY] }];
    });
    const inputs = found
      .filter(({ isNew }) => isNew)
      .map(({ key, taskId }) => ({ id: taskId, properties: { [KEY]: key } }));
    if (inputs.length > 0) {
      await api.request({
        method: 'POST',
        path: paths.batch('tasks', 'update'),
        body: { inputs },
        schema: batchAnswer,
        priority: 'batch',
      });
    }
    adopted.push(...found.map(({ key, taskId }) => ({ key, taskId })));
  }
  return adopted;
}

type Properties = Readonly<Record<string, string | null>>;

async function readTasks(api: HubSpotApi, ids: readonly string[]): Promise<Map<string, Properties>> {
  const tasks = new Map<string, Properties>();
  for (const batch of batchesOf(ids)) {
    const { results } = await api.request({
      method: 'POST',
      path: paths.batch('tasks', 'read'),
      body: {
        inputs: batch.map((id) => ({ id })),
        properties: [KEY, 'hs_task_subject', 'hs_createdate'],
        propertiesWithHistory: [],
      },
      schema: batchAnswer,
      priority: 'batch',
    });
    for (const { id, properties } of results) tasks.set(id, properties);
  }
  return tasks;
}

/** A key that is there already tells; where there is none, subject and time have to. */
function fits(properties: Properties, { key, subjectStarts, since }: ExpectedTask): boolean {
  const known = properties[KEY];
  if (known) return known === key;
  const createdAt = Date.parse(properties.hs_createdate ?? '');
  const subject = properties.hs_task_subject ?? '';
  return createdAt >= Date.parse(since) && subjectStarts.some((start) => subject.startsWith(start));
}
