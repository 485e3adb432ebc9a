import { batchAnswer } from '../hubspot/objects.ts';
import { paths } from '../hubspot/paths.ts';
import { ENTERED } from '../model/breakdown-receipt.ts';
import { mergeHealthProperties } from '../store/companies.ts';
import { type PipelineDeps } from './deps.ts';
import { enteredInHubSpot, storeEntered } from './entered.ts';

/**
 * Takes over what people entered through functions since the company was last read, while the service did not answer:
 * whoever publishes without looking overwrites it, and what is entered now must come after it.
 */
export async function fetchEntered(
  { api, db, portalId }: Pick<PipelineDeps, 'api' | 'db' | 'portalId'>,
  companyId: string,
): Promise<void> {
  const { results } = await api.request({
    method: 'POST',
    path: paths.batch('companies', 'read'),
    body: { properties: ['health_breakdown'], inputs: [{ id: companyId }] },
    schema: batchAnswer,
  });
  const text = results[0]?.properties['health_breakdown'];
  if (!text?.includes(ENTERED)) return;
  const properties = { health_breakdown: text };
  await db.transaction().execute(async (transaction) => {
    await mergeHealthProperties(transaction, portalId, [{ companyId, properties }]);
    await storeEntered(transaction, portalId, enteredInHubSpot({ companyId, healthProperties: properties }));
  });
}
