import { z } from 'zod';

/** The one thing a list of ours asks: an enumeration has this value. */
export interface ValueCondition {
  readonly property: string;
  readonly value: string;
}

/** The condition as a list filter in HubSpot's words: root OR with AND children, as HubSpot wants. */
export function valueFilter({ property, value }: ValueCondition) {
  return {
    filterBranchType: 'OR',
    filterBranchOperator: 'OR',
    filters: [],
    filterBranches: [
      {
        filterBranchType: 'AND',
        filterBranchOperator: 'AND',
        filterBranches: [],
        filters: [enumerationFilter(property, [value])],
      },
    ],
  };
}

/** A filter on an enumeration that has one of these values, for lists and workflows. */
export function enumerationFilter(property: string, values: readonly string[]) {
  return {
    filterType: 'PROPERTY',
    property,
    operation: {
      operationType: 'ENUMERATION',
      operator: 'IS_ANY_OF',
      values,
      includeObjectsWithNoValueSet: false,
    },
  };
}

const storedFilter = z.object({
  filterBranches: z.tuple([
    z.object({
      filterBranches: z.array(z.unknown()).max(0).optional(),
      filters: z.tuple([
        z.object({
          property: z.string(),
          operation: z.object({ operator: z.literal('IS_ANY_OF'), values: z.tuple([z.string()]) }),
        }),
      ]),
    }),
  ]),
  filters: z.array(z.unknown()).max(0).optional(),
});

/** Whether a filter that HubSpot returned still asks this and nothing else. HubSpot adds fields of its own. */
export function isValueFilter(filter: unknown, { property, value }: ValueCondition): boolean {
  const found = storedFilter.safeParse(filter).data?.filterBranches[0].filters[0];
  return found?.property === property && found.operation.values[0] === value;
}
