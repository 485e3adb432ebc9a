import { z } from 'zod';

/** The filter of a band list in HubSpot's words: health_band is this band. Root OR with AND children, as HubSpot wants. */
export function bandFilter(band: string) {
  return {
    filterBranchType: 'OR',
    filterBranchOperator: 'OR',
    filters: [],
    filterBranches: [
      {
        filterBranchType: 'AND',
        filterBranchOperator: 'AND',
        filterBranches: [],
        filters: [
          {
            filterType: 'PROPERTY',
            property: 'health_band',
            operation: {
              operationType: 'ENUMERATION',
              operator: 'IS_ANY_OF',
              values: [band],
              includeObjectsWithNoValueSet: false,
            },
          },
        ],
      },
    ],
  };
}

const storedFilter = z.object({
  filterBranches: z.tuple([
    z.object({
      filterBranches: z.array(z.unknown()).max(0).optional(),
      filters: z.tuple([
        z.object({
          property: z.literal('health_band'),
          operation: z.object({ operator: z.literal('IS_ANY_OF'), values: z.tuple([z.string()]) }),
        }),
      ]),
    }),
  ]),
  filters: z.array(z.unknown()).max(0).optional(),
});

/** Whether a filter that HubSpot returned still selects this band and nothing else. HubSpot adds fields of its own. */
export function isBandFilter(filter: unknown, band: string): boolean {
  const parsed = storedFilter.safeParse(filter);
  return parsed.success && parsed.data.filterBranches[0].filters[0].operation.values[0] === band;
}
