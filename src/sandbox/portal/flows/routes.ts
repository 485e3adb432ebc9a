import { z } from 'zod';
import { type Call, created, noContent, ok, type Reply, type Route } from '../http/call.ts';
import { conflict, objectNotFound, validationError } from '../http/errors.ts';
import { limitParam, parseBody } from '../http/parse.ts';
import { family } from '../http/routes.ts';
import { compileBranch, requireProperties } from '../lists/evaluate.ts';
import { operationTest } from '../lists/operations.ts';
import { type ObjectType, objectTypeOf } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { CREATE_TASK_ACTION, taskFieldsProblem } from './create-task.ts';
import { APP_ACTION_PREFIX, type Flow, type FlowAction, flowBody, type FlowDefinition } from './flow.ts';

const MAX_PAGE = 100;
const FIRST_FLOW_ID = 1_700_000_001;

/** What an update may send; the rest of a flow stays. */
const putBody = flowBody
  .partial()
  .extend({ revisionId: z.union([z.string(), z.number()]).transform(String), type: flowBody.shape.type });

const iso = (ms: number): string => new Date(ms).toISOString();

function present(flow: Flow): Record<string, unknown> {
  return {
    blockedDates: [],
    customProperties: {},
    dataSources: [],
    timeWindows: [],
    nextAvailableActionId: String(
      Math.max(0, ...flow.definition.actions.map((each) => Number(each.actionId))) + 1,
    ),
    ...flow.definition,
    id: flow.id,
    revisionId: flow.revisionId,
    crmObjectCreationStatus: 'COMPLETE',
    createdAt: iso(flow.createdAt),
    updatedAt: iso(flow.updatedAt),
  };
}

function presentListing(flow: Flow): Record<string, unknown> {
  const { isEnabled, objectTypeId, flowType, name } = flow.definition;
  return {
    id: flow.id,
    isEnabled,
    objectTypeId,
    flowType,
    ...(name !== undefined && { name }),
    revisionId: flow.revisionId,
    createdAt: iso(flow.createdAt),
    updatedAt: iso(flow.updatedAt),
  };
}

/** @throws PortalError 400 for a flow that could not run */
function requireRunnable(state: PortalState, definition: FlowDefinition): void {
  const type = objectTypeOf(definition.objectTypeId);
  const ids = definition.actions.map((action) => action.actionId);
  if (new Set(ids).size !== ids.length) throw validationError('Action ids of a flow must be unique');
  if (definition.startActionId !== undefined && !ids.includes(definition.startActionId)) {
    throw validationError(`startActionId ${definition.startActionId} is not the id of an action`);
  }
  for (const action of definition.actions) {
    const problem = action.actionTypeId === CREATE_TASK_ACTION ? taskFieldsProblem(action.fields) : null;
    if (problem) throw validationError(`Action ${action.actionId} has invalid fields: ${problem}`);
    requireProvided(state, action, type);
  }
  const criteria = definition.enrollmentCriteria;
  for (const filter of criteria?.eventFilterBranches.flatMap((branch) => branch.filters) ?? []) {
    operationTest(filter);
  }
  for (const branch of [criteria?.listFilterBranch, criteria?.refinementCriteria]) {
    if (branch === undefined) continue;
    requireProperties(branch, (name) => state.properties.find(type.id, name) !== undefined);
    compileBranch(branch);
  }
}

/** @throws PortalError 400 for an action that no app provides for such records */
function requireProvided(
  state: PortalState,
  { actionId, actionTypeId = '' }: FlowAction,
  type: ObjectType,
): void {
  if (!actionTypeId.startsWith(APP_ACTION_PREFIX)) return;
  const objectTypes = state.workflowActions.get(actionTypeId)?.objectTypes;
  if (objectTypes?.length === 0 || objectTypes?.includes(type.singular.toUpperCase())) return;
  throw validationError(`Action ${actionId}: ${actionTypeId} is not provided for ${type.name}`);
}

function save(state: PortalState, flow: Flow): Flow {
  state.flows.set(flow.id, flow);
  state.journal.put('flow', flow.id, flow);
  return flow;
}

function flowOf(call: Call): Flow {
  const flow = call.state.flows.get(call.params.flowId ?? '');
  if (flow) return flow;
  throw objectNotFound(`Flow with id ${call.params.flowId} does not exist`);
}

function postFlow(call: Call): Reply {
  const definition = parseBody(call, flowBody);
  requireRunnable(call.state, definition);
  const now = call.state.now();
  const id = String(Math.max(FIRST_FLOW_ID - 1, ...[...call.state.flows.keys()].map(Number)) + 1);
  const flow = save(call.state, {
    id,
    revisionId: '1',
    definition,
    createdAt: now,
    updatedAt: now,
    enrolled: [],
  });
  return created(present(flow));
}

function putFlow(call: Call): Reply {
  const before = flowOf(call);
  const { revisionId, ...change } = parseBody(call, putBody);
  if (revisionId !== before.revisionId) {
    throw conflict(`Flow ${before.id} is at revision ${before.revisionId}, not at ${revisionId}`);
  }
  const definition = flowBody.parse({ ...before.definition, ...change });
  requireRunnable(call.state, definition);
  const flow = save(call.state, {
    ...before,
    definition,
    revisionId: String(Number(before.revisionId) + 1),
    updatedAt: call.state.now(),
  });
  return ok(present(flow));
}

function listFlows(call: Call): Reply {
  const limit = limitParam(call, MAX_PAGE, MAX_PAGE);
  const after = Number(call.query.get('after') ?? 0) || 0;
  const rest = [...call.state.flows.values()].filter((flow) => Number(flow.id) > after);
  const page = rest.slice(0, limit);
  const results = page.map(presentListing);
  const last = page.at(-1);
  if (rest.length <= limit || !last) return ok({ results });
  const link = `${call.baseUrl}${call.path}?limit=${limit}&after=${last.id}`;
  return ok({ results, paging: { next: { after: last.id, link } } });
}

function deleteFlow(call: Call): Reply {
  const { id } = flowOf(call);
  call.state.flows.delete(id);
  call.state.journal.remove('flow', id);
  return noContent();
}

/** Flows exist as v4 and, under the newest date version, as a beta only. */
export function flowRoutes(): Route[] {
  const add = family({
    legacy: ['/automation/v4/flows', '/automation/2026-09-beta/flows'],
    scopes: () => ['automation'],
  });
  return [
    ...add('GET', '', listFlows),
    ...add('POST', '', postFlow),
    ...add('GET', '/:flowId', (call) => ok(present(flowOf(call)))),
    ...add('PUT', '/:flowId', putFlow),
    ...add('DELETE', '/:flowId', deleteFlow),
  ];
}
