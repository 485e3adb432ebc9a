import { z } from 'zod';
import { type HubSpotApi } from '../model/hubspot-api.ts';
import { batchesOf } from './in-batches.ts';
import { paths } from './paths.ts';

/** Inputs that a batch read of associations takes. */
const MOST_INPUTS = 1_000;

const answer = z.object({
  results: z.array(
    z.object({ to: z.array(z.object({ toObjectId: z.union([z.string(), z.number()]).transform(String) })) }),
  ),
});

/** Ids of the companies that records of a type (`deals`) are tied to, each once. */
export async function tiedCompanies(
  api: HubSpotApi,
  type: string,
  ids: readonly string[],
): Promise<string[]> {
  const companyIds = new Set<string>();
  for (const batch of batchesOf(ids, MOST_INPUTS)) {
    const { results } = await api.request({
      method: 'POST',
      path: paths.associations(type, 'companies'),
      body: { inputs: batch.map((id) => ({ id })) },
      schema: answer,
      priority: 'batch',
    });
    for (const { to } of results) for (const { toObjectId } of to) companyIds.add(toObjectId);
  }
  return [...companyIds];
}
