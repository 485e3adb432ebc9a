import { type CrmCompany } from '../../model/company.ts';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { issuesMessage } from '../../model/messages/issue.ts';
import { type Message } from '../../model/messages/message.ts';
import { type RecordKind, type SourceRecord, sourceRecord } from '../../model/record.ts';
import { type Page, type Quarantined } from '../../model/source.ts';
import { type CrmCursor } from './cursor.ts';
import { type Links, linksOf, linksVia } from './links.ts';
import { type Candidate, isCompany, type ObjectKind } from './object-kind.ts';
import { crmRecord, type CrmRecord, recordIdOf } from './wire.ts';

export type CrmPage = Page<CrmCursor>;

/** Enough to see what is wrong with a record. */
const MAX_ISSUES = 3;

interface Deleted {
  readonly kind: SourceRecord['kind'];
  readonly id: string;
}

/**
 * Raw records as a page. Malformed ones are set aside with their id. Records tied to no company give nothing; their
 * number is `read` less what came of the others; they are reported as deleted, since they may have been tied before.
 * `inline`: the associations came with the records.
 */
export async function toPage(
  api: HubSpotApi,
  kind: ObjectKind,
  raw: readonly unknown[],
  cursor: CrmCursor,
  inline: boolean,
): Promise<CrmPage> {
  const quarantined: Quarantined[] = [];
  const setAside = (recordId: string | null, reason: Message): void => {
    quarantined.push({ stream: kind.name, recordId, reason });
  };
  const records = parseAll(raw, setAside);
  const links = await readLinks(api, kind, records, inline);

  const companies: CrmCompany[] = [];
  const mapped: SourceRecord[] = [];
  const deleted: Deleted[] = [];
  for (const record of records) {
    const ties = (type: string) => links.get(type)?.get(record.id) ?? [];
    const candidate = kind.map(
      record,
      (type) => ties(type).map(({ id }) => id),
      (type, id) => ties(type).find((link) => link.id === id)?.labels ?? [],
    );
    for (const note of kind.notes?.(record) ?? []) setAside(record.id, note);
    if (candidate !== null && isCompany(candidate)) {
      companies.push(candidate);
      continue;
    }
    deleted.push(...otherKinds(kind, candidate).map((each) => ({ kind: each, id: record.id })));
    if (candidate === null) continue;
    const parsed = sourceRecord.safeParse(candidate);
    if (parsed.success) mapped.push(parsed.data);
    else setAside(record.id, issuesMessage(parsed.error.issues.slice(0, MAX_ISSUES)));
  }
  return { cursor, read: raw.length, companies, records: mapped, deleted, quarantined };
}

async function readLinks(
  api: HubSpotApi,
  kind: ObjectKind,
  records: readonly CrmRecord[],
  inline: boolean,
): Promise<Map<string, Links>> {
  const links = new Map<string, Links>();
  const labelled = kind.labelled === true;
  for (const toType of kind.associations) {
    links.set(toType, await linksOf(api, { fromType: kind.objectType, toType, inline, labelled }, records));
  }
  const via = kind.companiesVia;
  if (via !== undefined) {
    links.set('companies', await linksVia(api, links.get(via) ?? new Map(), via, 'companies'));
  }
  return links;
}

/** What the record may have been when it was read before, and is not now. */
function otherKinds({ recordKinds }: ObjectKind, candidate: Candidate | null): readonly RecordKind[] {
  return candidate === null ? recordKinds : recordKinds.filter((each) => each !== candidate.kind);
}

/** What was archived since: companies as archived, other records as deleted. */
export function toArchivePage(
  kind: ObjectKind,
  raw: readonly unknown[],
  cursor: CrmCursor,
  since: number,
): CrmPage {
  const quarantined: Quarantined[] = [];
  const records = parseAll(raw, (recordId, reason) => {
    quarantined.push({ stream: kind.name, recordId, reason });
  });
  const recent = records.filter(({ archivedAt }) => !archivedAt || !(Date.parse(archivedAt) < since));
  const { recordKinds } = kind;
  if (recordKinds.length > 0) {
    const deleted = recent.flatMap(({ id }) => recordKinds.map((each) => ({ kind: each, id })));
    return { cursor, read: recent.length, deleted, quarantined };
  }
  const companies = recent.flatMap((record) => {
    const company = kind.map(
      { ...record, archived: true },
      () => [],
      () => [],
    );
    return company !== null && isCompany(company) ? [company] : [];
  });
  return { cursor, read: recent.length, companies, quarantined };
}

function parseAll(
  raw: readonly unknown[],
  setAside: (recordId: string | null, reason: Message) => void,
): CrmRecord[] {
  return raw.flatMap((each) => {
    const parsed = crmRecord.safeParse(each);
    if (parsed.success) return [parsed.data];
    setAside(recordIdOf(each), issuesMessage(parsed.error.issues.slice(0, MAX_ISSUES)));
    return [];
  });
}
