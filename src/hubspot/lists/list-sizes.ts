import { z } from 'zod';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { paths } from '../paths.ts';
import { type HealthList } from './health-lists.ts';

const searchAnswer = z.object({
  lists: z.array(
    z.object({ listId: z.string(), additionalProperties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

/** How many companies each list holds now. Membership follows writes with a delay of HubSpot's. */
export async function listSizes(
  api: HubSpotApi,
  lists: readonly Pick<HealthList, 'name' | 'listId'>[],
): Promise<{ name: string; size: number }[]> {
  if (lists.length === 0) return [];
  const answer = await api.request({
    method: 'POST',
    path: paths.listSearch,
    body: {
      listIds: lists.map(({ listId }) => listId),
      additionalProperties: ['hs_list_size'],
      processingTypes: [],
      offset: 0,
      count: lists.length,
    },
    schema: searchAnswer,
  });
  const stated = new Map(answer.lists.map((each) => [each.listId, statedSize(each.additionalProperties)]));
  const sizes: { name: string; size: number }[] = [];
  for (const { name, listId } of lists) {
    sizes.push({ name, size: stated.get(listId) ?? (await countMembers(api, listId)) });
  }
  return sizes;
}

function statedSize(additional: Readonly<Record<string, unknown>>): number | null {
  const value = additional.hs_list_size;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const size = Number(value);
  return Number.isInteger(size) && size >= 0 && value !== '' ? size : null;
}

const membersAnswer = z.object({
  results: z.array(z.object({ recordId: z.string() })),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).nullish(),
});

/** For lists whose size HubSpot has not stated. */
async function countMembers(api: HubSpotApi, listId: string): Promise<number> {
  let count = 0;
  let after: string | undefined;
  do {
    const page = await api.request({
      method: 'GET',
      path: paths.listMembers(listId),
      query: { limit: 250, after },
      schema: membersAnswer,
    });
    count += page.results.length;
    after = page.paging?.next?.after;
  } while (after !== undefined);
  return count;
}
