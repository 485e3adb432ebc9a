import { type HubSpotApi, HUBSPOT_API_VERSION } from '../../model/hubspot-api.ts';
import { associationsAnswer, type CrmRecord } from './wire.ts';

/** A tie to another record. */
export interface Link {
  readonly id: string;
  /** What HubSpot's users call the tie; empty for an unlabelled one. */
  readonly labels: readonly string[];
}

/** Ties by record id, the primary association first. */
export type Links = ReadonlyMap<string, readonly Link[]>;

/** HubSpot allows 1,000 records in a batch read of associations. */
const BATCH = 1000;
const PRIMARY = 'Primary';

export interface LinkOptions {
  readonly fromType: string;
  readonly toType: string;
  /** The records were read with their associations, so that a record without any has none. */
  readonly inline: boolean;
  /** Labels are needed; those that people define are spelt out only in batch reads. */
  readonly labelled: boolean;
}

/**
 * The associations to one object type. With `inline` only long lists of them, and custom labels where they are
 * needed, are read by batch. Otherwise all are.
 */
export async function linksOf(
  api: HubSpotApi,
  { fromType, toType, inline, labelled }: LinkOptions,
  records: readonly Pick<CrmRecord, 'id' | 'associations'>[],
): Promise<Links> {
  const links = new Map<string, readonly Link[]>();
  const unread: string[] = [];
  for (const { id, associations } of records) {
    const found = associations?.[toType];
    const results = found?.results ?? [];
    const custom = labelled && results.some(({ type }) => !isStandard(type));
    if (!inline || found?.paging?.next || custom) unread.push(id);
    else links.set(id, primaryFirst(results.map((each) => ({ id: each.id, labels: labelsOf(each.type) }))));
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
        labels: associationTypes.flatMap(({ label }) => label ?? []),
      }));
      links.set(from.id, primaryFirst(found));
    }
  }
  return links;
}

/** Ties by way of other records: from a survey to its contacts, and from those to their companies. */
export async function linksVia(
  api: HubSpotApi,
  first: Links,
  viaType: string,
  toType: string,
): Promise<Links> {
  const ids = new Set([...first.values()].flatMap((links) => links.map(({ id }) => id)));
  const options = { fromType: viaType, toType, inline: false, labelled: false };
  const second = await linksOf(
    api,
    options,
    [...ids].map((id) => ({ id })),
  );
  return new Map([...first].map(([id, links]) => [id, links.flatMap((link) => second.get(link.id) ?? [])]));
}

/** In lists the primary company's type is the bare name (`deal_to_company`), the default one ends in `_unlabeled`. */
function isPrimary(type: string): boolean {
  return type.endsWith('_to_company');
}

/** `meeting_to_contact` and the like; a label that people defined is spelt as they named it. */
function isStandard(type: string): boolean {
  return /^[a-z]+_to_[a-z]+(_unlabeled)?$/.test(type);
}

function labelsOf(type: string): string[] {
  return isPrimary(type) ? [PRIMARY] : [];
}

function primaryFirst(found: readonly Link[]): Link[] {
  const primary = found.filter(({ labels }) => labels.includes(PRIMARY));
  const byId = new Map<string, Link>();
  for (const { id, labels } of [...primary, ...found]) {
    byId.set(id, { id, labels: [...new Set([...(byId.get(id)?.labels ?? []), ...labels])] });
  }
  return [...byId.values()];
}
