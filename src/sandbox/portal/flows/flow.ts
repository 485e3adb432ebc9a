import { z } from 'zod';
import { filterBranch, propertyFilter } from '../lists/branch.ts';

/** One step of a workflow; `fields` differ by action type and hold texts as well as objects. */
const action = z.looseObject({
  type: z.string(),
  actionId: z.string(),
  actionTypeId: z.string().optional(),
  actionTypeVersion: z.number().int().optional(),
  connection: z.looseObject({ edgeType: z.string().optional(), nextActionId: z.string() }).optional(),
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
