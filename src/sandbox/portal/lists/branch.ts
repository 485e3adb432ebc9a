import { z } from 'zod';

/** One property condition of a list or of a workflow's enrolment. */
const operation = z.looseObject({
  operationType: z.string(),
  operator: z.string(),
  includeObjectsWithNoValueSet: z.boolean().default(false),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  values: z.array(z.string()).optional(),
  lowerBound: z.number().optional(),
  upperBound: z.number().optional(),
  timestamp: z.number().optional(),
  numberOfDays: z.number().int().optional(),
});
export type Operation = z.infer<typeof operation>;

export const propertyFilter = z.looseObject({
  filterType: z.literal('PROPERTY'),
  property: z.string(),
  operation,
});
export type PropertyFilter = z.infer<typeof propertyFilter>;

/** Filters in a tree of branches; kept as sent, so that a read gives back what was created. */
export interface FilterBranch {
  readonly filterBranchType: string;
  readonly filterBranchOperator?: string | undefined;
  readonly filterBranches: readonly FilterBranch[];
  readonly filters: readonly PropertyFilter[];
}

export const filterBranch: z.ZodType<FilterBranch> = z.looseObject({
  filterBranchType: z.enum(['AND', 'OR']),
  filterBranchOperator: z.string().optional(),
  get filterBranches() {
    return z.array(filterBranch).default([]);
  },
  filters: z.array(propertyFilter).default([]),
});
