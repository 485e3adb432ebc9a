import { type HubSpotApi, HUBSPOT_API_VERSION } from '../../model/hubspot-api.ts';
import { associationsAnswer, type CrmRecord } from './wire.ts';

/** Ids of associated records by record id, the primary association first. */
export type Links = ReadonlyMap<string, readonly string[]>;

/** HubSpot allows 1,000 records in a batch read of associations. */
const BATCH = 1000;

/**
 * The associations to one object type. `inline`: the records were read with their associations, so that a record
 * without any has none; only long lists of them are cut off and read by batch. Otherwise all are read by batch.
 */
export async function linksOf(
  api: HubSpotApi,
  {
    fromType,
    toType,
    inline,
  }: { readonly fromType: string; readonly toType: string; readonly inline: boolean },
  records: readonly CrmRecord[],
): Promise<Links> {
  const links = new Map<string, readonly string[]>();
  const unread: string[] = [];
  for (const { id, associations } of records) {
    const found = associations?.[toType];
    if (!inline || found?.paging?.next) unread.push(id);
    else
      links.set(
        id,
        primaryFirst((found?.results ?? []).map((each) => ({ id: each.id, primary: isPrimary(each.type) }))),
      );
  }
  for (let index = 0; index < unread.length; index += BATCH) {
    const { results } = await api.request({
      method: 'POST',
      path: `/crm/associations/${HUBSPOT_API_VERSION}/${fromType}/${toType}/batch/read`,
      body: { inputs: unread.slice(index, index + BATCH).map((id) => ({ id })) },
      schema: associationsAnswer,
      priority: 'batch',
    });
    for (const { from, to } of results) {
      const found = to.map(({ toObjectId, associationTypes }) => ({
        id: toObjectId,
        primary: associationTypes.some(({ label }) => label === 'Primary'),
      }));
      links.set(from.id, primaryFirst(found));
    }
  }
  return links;
}

/** In lists the primary company's type is the bare name (`deal_to_company`), the default one ends in `_unlabeled`. */
function isPrimary(type: string): boolean {
  return type.endsWith('_to_company');
}

function primaryFirst(found: readonly { readonly id: string; readonly primary: boolean }[]): string[] {
  const primary = found.filter((each) => each.primary);
  const others = found.filter((each) => !each.primary);
  return [...new Set([...primary, ...others].map(({ id }) => id))];
}
