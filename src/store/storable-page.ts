import { type Page, type Quarantined } from '../model/source.ts';
import { type Message, say } from '../model/messages/message.ts';

/** Longest id that an index can hold, whatever its letters, beside the rest of a key. */
const MAX_ID = 512;
/** Longest part of a reason. */
const MAX_TEXT = 1_000;

type Usage = NonNullable<Page<unknown>['usage']>;

/**
 * A page as the store can take it: what has an id that no key can hold is set aside with the reason, the rest stays.
 * Ids are compared, so that they are refused and not shortened; names and texts are cleaned where they are written.
 */
export function storablePage<Cursor>(stream: string, page: Page<Cursor>): Page<Cursor> {
  const refused = new Map<string, Quarantined>();
  const keep = (id: string): boolean => {
    const problem = problemOfId(id);
    if (problem !== null) refused.set(id, { stream, recordId: id, reason: problem });
    return problem === null;
  };
  const kept: Page<Cursor> = {
    ...page,
    ...(page.companies && { companies: page.companies.filter(({ companyId }) => keep(companyId)) }),
    ...(page.accounts && { accounts: page.accounts.filter(({ externalId }) => keep(externalId)) }),
    ...(page.records && {
      records: page.records.filter(({ id, accountId }) => keep(id) && keep(accountId)),
    }),
    ...(page.deleted && { deleted: page.deleted.filter(({ id }) => problemOfId(id) === null) }),
    ...(page.usage && { usage: storableUsage(page.usage, keep) }),
  };
  const quarantined = [...(page.quarantined ?? []), ...refused.values()];
  return quarantined.length === 0 ? kept : { ...kept, quarantined: quarantined.map(storableReport) };
}

function storableUsage(usage: Usage, keep: (id: string) => boolean): Usage {
  const accounts = new Map<string, boolean>();
  // Rows with the same features mostly share one object.
  const features = new Map<object, boolean>();
  const isStorable = (row: Usage['rows'][number]): boolean => {
    let storable = accounts.get(row.accountId);
    if (storable === undefined) accounts.set(row.accountId, (storable = keep(row.accountId)));
    let named = features.get(row.features);
    if (named === undefined) features.set(row.features, (named = Object.keys(row.features).every(keep)));
    return storable && named;
  };
  return usage.rows.every(isStorable) ? usage : { ...usage, rows: usage.rows.filter(isStorable) };
}

function problemOfId(id: string): Message | null {
  if (id.length > MAX_ID) return say('id.too-long', { most: MAX_ID });
  return id.includes('\0') || !id.isWellFormed() ? say('id.characters') : null;
}

/** The report names records of any id, so that here it is shortened. */
function storableReport(report: Quarantined): Quarantined {
  const clean = (text: string, most: number) => text.replaceAll('\0', '').slice(0, most).toWellFormed();
  const { recordId } = report;
  const reason = JSON.parse(JSON.stringify(report.reason), (_name, value: unknown) =>
    typeof value === 'string' ? clean(value, MAX_TEXT) : value,
  ) as Message;
  return { ...report, reason, recordId: recordId === null ? null : clean(recordId, MAX_ID) };
}
