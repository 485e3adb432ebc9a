import { z } from 'zod';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { paths } from '../paths.ts';
import { contains } from './contains.ts';
import { flowOf, type TaskWorkflow } from './definition.ts';

export interface WorkflowState {
  /** That it bears in the portal, in the language it was created in. */
  readonly name: string;
  readonly flowId: string;
  readonly created: boolean;
  /** It is not what we would create now, or is switched off; we leave it as it is. */
  readonly differs: boolean;
  readonly isEnabled: boolean;
  /** Names of those in other languages that are on beside it, and create every task once more. */
  readonly doubles: readonly string[];
}

const listing = z.object({ id: z.string(), name: z.string().nullish(), isEnabled: z.boolean() });
type Listing = z.infer<typeof listing>;
const listAnswer = z.object({
  results: z.array(listing),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

const PAGE = 100;

/**
 * Creates the workflows that the portal lacks in any language, by name. One that is there is never changed, whoever
 * edited it: people build on workflows. A creation whose answer got lost is found by the next call.
 */
export async function ensureWorkflows(
  api: HubSpotApi,
  wanted: readonly TaskWorkflow[],
): Promise<WorkflowState[]> {
  const existing = await workflowsByName(api, wanted);
  const states: WorkflowState[] = [];
  for (const workflow of wanted) {
    const found = inAllLanguages(workflow).flatMap((version): Existing[] => {
      const flow = existing.get(version.name);
      return flow === undefined ? [] : [{ version, flow }];
    });
    states.push(await (found.length === 0 ? create(api, workflow) : compare(api, found)));
  }
  return states;
}

/** The workflow with the same in our other languages behind it. */
export function inAllLanguages(workflow: TaskWorkflow): TaskWorkflow[] {
  return [workflow, ...(workflow.otherLanguages ?? [])];
}

/** The portal's workflows that bear one of our names in any language, by name; the oldest where several do. */
export async function workflowsByName(
  api: HubSpotApi,
  wanted: readonly TaskWorkflow[],
): Promise<Map<string, Listing>> {
  const names = new Set(wanted.flatMap(inAllLanguages).map(({ name }) => name));
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
  return { name: workflow.name, flowId: id, created: true, differs: false, isEnabled, doubles: [] };
}

/** A workflow of the portal and what it is to be. */
interface Existing {
  readonly version: TaskWorkflow;
  readonly flow: Listing;
}

/** Looks at the one that creates the tasks, which is compared in its own language. */
async function compare(api: HubSpotApi, found: readonly Existing[]): Promise<WorkflowState> {
  const [main, ...others] = [...found].sort((a, b) => Number(b.flow.isEnabled) - Number(a.flow.isEnabled));
  if (main === undefined) throw new Error('nothing to compare');
  const { version, flow } = main;
  const stored = await api.request({
    method: 'GET',
    path: paths.flow(flow.id),
    schema: z.looseObject({ isEnabled: z.boolean() }),
  });
  // The next free action id grows when somebody tried something out; the actions themselves are compared.
  const { nextAvailableActionId: _, ...wanted } = flowOf(version);
  return {
    name: version.name,
    flowId: flow.id,
    created: false,
    differs: !contains(stored, wanted),
    isEnabled: stored.isEnabled,
    doubles: others.flatMap((each) => (each.flow.isEnabled ? [each.version.name] : [])),
  };
}
