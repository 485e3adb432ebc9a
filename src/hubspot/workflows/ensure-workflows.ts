import { z } from 'zod';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { paths } from '../paths.ts';
import { contains } from './contains.ts';
import { flowOf, type TaskWorkflow } from './definition.ts';

export interface WorkflowState {
  readonly name: string;
  readonly flowId: string;
  readonly created: boolean;
  /** Someone changed it or switched it off; we leave it as it is. */
  readonly edited: boolean;
  readonly isEnabled: boolean;
}

const listing = z.object({ id: z.string(), name: z.string().nullish(), isEnabled: z.boolean() });
type Listing = z.infer<typeof listing>;
const listAnswer = z.object({
  results: z.array(listing),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

const PAGE = 100;

/**
 * Creates the workflows that the portal lacks, by name. One that is there is never changed, whoever edited it:
 * people build on workflows. A creation whose answer got lost is found by the next call.
 */
export async function ensureWorkflows(
  api: HubSpotApi,
  wanted: readonly TaskWorkflow[],
): Promise<WorkflowState[]> {
  const existing = await workflowsByName(api, wanted);
  const states: WorkflowState[] = [];
  for (const workflow of wanted) {
    const found = existing.get(workflow.name);
    states.push(found === undefined ? await create(api, workflow) : await compare(api, workflow, found));
  }
  return states;
}

/** The portal's workflows that bear one of our names, by name; the oldest where several do. */
export async function workflowsByName(
  api: HubSpotApi,
  wanted: readonly Pick<TaskWorkflow, 'name'>[],
): Promise<Map<string, Listing>> {
  const names = new Set(wanted.map(({ name }) => name));
  const found = new Map<string, Listing>();
  let after: string | undefined;
  do {
    const page = await api.request({
      method: 'GET',
      path: paths.flows,
      query: { limit: PAGE, after },
      schema: listAnswer,
    });
    for (const flow of page.results) {
      if (flow.name && names.has(flow.name) && !found.has(flow.name)) found.set(flow.name, flow);
    }
    after = page.paging?.next?.after;
  } while (after !== undefined);
  return found;
}

async function create(api: HubSpotApi, workflow: TaskWorkflow): Promise<WorkflowState> {
  const { id, isEnabled } = await api.request({
    method: 'POST',
    path: paths.flows,
    body: flowOf(workflow),
    schema: listing,
  });
  return { name: workflow.name, flowId: id, created: true, edited: false, isEnabled };
}

async function compare(api: HubSpotApi, workflow: TaskWorkflow, found: Listing): Promise<WorkflowState> {
  const stored = await api.request({
    method: 'GET',
    path: paths.flow(found.id),
    schema: z.looseObject({ isEnabled: z.boolean() }),
  });
  // The next free action id grows when somebody tried something out; the actions themselves are compared.
  const { nextAvailableActionId: _, ...wanted } = flowOf(workflow);
  const edited = !contains(stored, wanted);
  return { name: workflow.name, flowId: found.id, created: false, edited, isEnabled: stored.isEnabled };
}
