import { z } from 'zod';
import { filterBranch, propertyFilter } from '../lists/branch.ts';

const connection = z.looseObject({ edgeType: z.string().optional(), nextActionId: z.string() });

/** One step of a workflow; `fields` differ by action type and hold texts as well as objects. */
const action = z.looseObject({
  type: z.string(),
  actionId: z.string(),
  actionTypeId: z.string().optional(),
  actionTypeVersion: z.number().int().optional(),
  connection: connection.optional(),
  /** Of a `STATIC_BRANCH`: where each value leads. */
  inputValue: z.unknown().optional(),
  staticBranches: z
    .array(z.looseObject({ branchValue: z.string(), connection: connection.optional() }))
    .optional(),
  defaultBranch: connection.optional(),
  fields: z.record(z.string(), z.unknown()).default({}),
});
export type FlowAction = z.infer<typeof action>;

const eventBranch = z.looseObject({
  filterBranchType: z.string(),
  eventTypeId: z.string().optional(),
  operator: z.string().optional(),
  filters: z.array(propertyFilter).default([]),
});
export type EventBranch = z.infer<typeof eventBranch>;

const enrollment = z.looseObject({
  type: z.enum(['EVENT_BASED', 'LIST_BASED', 'MANUAL']),
  shouldReEnroll: z.boolean().default(false),
  eventFilterBranches: z.array(eventBranch).default([]),
  listFilterBranch: filterBranch.optional(),
  /** Of the records that an event concerns, only those that meet this are enrolled. */
  refinementCriteria: filterBranch.optional(),
});

export const flowBody = z.looseObject({
  type: z.enum(['PLATFORM_FLOW', 'CONTACT_FLOW']),
  flowType: z.string().default('WORKFLOW'),
  objectTypeId: z.string(),
  name: z.string().optional(),
  isEnabled: z.boolean(),
  startActionId: z.string().optional(),
  nextAvailableActionId: z.string().optional(),
  actions: z.array(action),
  enrollmentCriteria: enrollment.optional(),
});
export type FlowDefinition = z.infer<typeof flowBody>;

/** A workflow of the portal. */
export interface Flow {
  readonly id: string;
  /** Grows with every update; an update must name the present one. */
  readonly revisionId: string;
  readonly definition: FlowDefinition;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Records that were enrolled once, for flows that do not enrol again. */
  readonly enrolled: readonly string[];
}

export function actionOf(flow: Flow | undefined, actionId: string | undefined): FlowAction | undefined {
  return flow?.definition.actions.find((action) => action.actionId === actionId);
}

/** An action that an app adds to workflows. */
export interface WorkflowAction {
  /** By which steps of workflows name it: `1-` and the number of its definition. */
  readonly actionTypeId: string;
  /** On this machine: the sandbox calls no other. */
  readonly actionUrl: string;
  /** `COMPANY` …; none: any. */
  readonly objectTypes: readonly string[];
}

/** How the types of an app's own actions begin. */
export const APP_ACTION_PREFIX = '1-';
