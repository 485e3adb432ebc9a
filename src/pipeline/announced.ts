import { z } from 'zod';
import { toAppError } from '../errors.ts';
import { tiedCompanies } from '../hubspot/tied-companies.ts';
import { type Stream } from '../model/source.ts';
import { announcedRecord, type AnnouncedRecord } from '../model/webhook.ts';
import { createInbox } from '../store/deliveries.ts';
import { commitPage } from '../store/pages.ts';
import { accountsOfRecords, CRM_SOURCE } from '../store/records.ts';
import { storablePage } from '../store/storable-page.ts';
import { type PipelineDeps } from './deps.ts';
import { storedPlace } from './pull.ts';

/** Types of objects, which are the names of their streams, by kind of record. */
const TYPES = { deal: 'deals', ticket: 'tickets' } as const;
const KINDS = ['deal', 'ticket'] as const;

/**
 * Search shows a change up to half a minute late. What was announced longer ago than this, the pull has found, also when
 * the clocks of processes differ.
 */
const ANNOUNCED_MS = 5 * 60_000;
/** Announced records of a kind that one refresh reads, the latest; more are an import, which the daily run reads. */
const MOST_RECORDS = 1_000;

const delivered = z.object({ record: announcedRecord });

/** The companies that announced records belong to: by what is stored, and where nothing is, by HubSpot's associations. */
export async function companiesOfAnnounced(
  { db, portalId, api, log }: Pick<PipelineDeps, 'db' | 'portalId' | 'api' | 'log'>,
  records: readonly AnnouncedRecord[],
): Promise<string[]> {
  const known = await accountsOfRecords(db, portalId, CRM_SOURCE, records);
  const companyIds = new Set(known.map(({ accountId }) => accountId));
  for (const kind of KINDS) {
    const stored = new Set(known.filter((each) => each.kind === kind).map(({ id }) => id));
    const unknown = records.filter((each) => each.kind === kind && !stored.has(each.id)).map(({ id }) => id);
    try {
      for (const id of await tiedCompanies(api, TYPES[kind], unknown)) companyIds.add(id);
    } catch (error) {
      // The companies of the others are known; these are served by the daily run.
      log.warn(
        { portal: portalId, kind, code: toAppError(error).code },
        'companies of new records not found',
      );
    }
  }
  return [...companyIds];
}

/**
 * Stores the CRM's noted companies, and deals and tickets that were announced lately, as they are now: a pull finds by
 * search, which is late.
 * @throws AppError when HubSpot does not answer; the notes stay for another attempt
 */
export async function rereadNoted(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'clock' | 'sources'>,
  companyIds: readonly string[],
): Promise<void> {
  const crm = deps.sources.find(({ meta }) => meta.id === CRM_SOURCE);
  if (crm === undefined) return;
  const wanted = new Map<string, readonly string[]>([['companies', companyIds], ...(await announced(deps))]);
  for (const stream of crm.streams) {
    const ids = wanted.get(stream.name) ?? [];
    if (ids.length > 0) await rereadStream(deps, stream, ids);
  }
}

/** Ids of the records that HubSpot has announced lately, by the name of their stream. */
async function announced({
  db,
  portalId,
  clock,
}: Pick<PipelineDeps, 'db' | 'portalId' | 'clock'>): Promise<[string, string[]][]> {
  const from = new Date(clock().getTime() - ANNOUNCED_MS).toISOString();
  const ids = { deal: new Set<string>(), ticket: new Set<string>() };
  for await (const deliveries of createInbox(db, portalId).read(CRM_SOURCE, from)) {
    for (const { body } of deliveries) {
      const record = delivered.safeParse(body).data?.record;
      if (record === undefined) continue;
      // The latest come last.
      ids[record.kind].delete(record.id);
      ids[record.kind].add(record.id);
    }
  }
  return KINDS.map((kind) => [TYPES[kind], [...ids[kind]].slice(-MOST_RECORDS)]);
}

/** Reads again where a pull of the stream got ahead meanwhile, so that nothing older is stored over it. */
async function rereadStream(
  { db, portalId }: Pick<PipelineDeps, 'db' | 'portalId'>,
  stream: Stream,
  ids: readonly string[],
): Promise<void> {
  for (;;) {
    const { cursor, moves } = await storedPlace({ db, portalId }, CRM_SOURCE, stream);
    // What was never read, the first pull reads as it is.
    if (cursor === null || stream.reread === undefined) return;
    const page = storablePage(stream.name, await stream.reread(cursor, ids));
    if (await commitPage(db, portalId, CRM_SOURCE, stream.name, page, moves)) return;
  }
}
