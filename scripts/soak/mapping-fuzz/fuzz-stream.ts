import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sourceRecord } from '../../../src/model/record.ts';
import {
  type ExternalAccount,
  type Page,
  type Stream,
  type UsageUserDay,
} from '../../../src/model/source.ts';
import { pullSource } from '../../../src/pipeline/pull.ts';
import { type Db } from '../../../src/store/open.ts';
import { storablePage } from '../../../src/store/storable-page.ts';
import { damagedCopies } from './fuzz.ts';

/** A stream of a source, and an object as its vendor sends it. */
export interface FuzzedStream {
  readonly name: string;
  readonly base: object;
  /** The stream of a vendor who has these objects. */
  open(objects: readonly unknown[], folder: string): Stream | Promise<Stream>;
}

/** What became of the damaged objects. */
export interface FuzzOutcome {
  readonly mapped: number;
  readonly quarantined: number;
}

const NOW = new Date('2026-06-01T12:00:00Z');
const SINCE = '2026-05-25';
const META = { title: 'Fuzzed', feeds: [], credentials: [], scopes: [], limits: '', docs: '' };
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const SETTINGS = {
  locale: 'en',
  modelId: 'three-dimension',
  customerStages: ['customer'],
  managerOwnerId: null,
  backfillDays: 7,
} as const;
/** How the pull tells of a record that it left out, behind the reason. */
const SET_ASIDE = '; the record was set aside';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads a page of damaged objects into the store. What cannot be stored, or a pull that fails, throws with the first
 * object that does so alone.
 */
export async function fuzzStream(
  fuzzed: FuzzedStream,
  seed: number,
  count: number,
  db: Db,
): Promise<FuzzOutcome> {
  const objects = damagedCopies(fuzzed.base, seed, count);
  try {
    return await readAll(fuzzed, objects, db);
  } catch (error) {
    for (const object of objects) {
      await readAll(fuzzed, [object], db).catch((alone: unknown) => {
        throw new Error(`${fuzzed.name}: ${String(alone)}; object: ${JSON.stringify(object)}`);
      });
    }
    throw new Error(`${fuzzed.name}: ${String(error)}; only when the objects come together`);
  }
}

async function readAll(fuzzed: FuzzedStream, objects: readonly unknown[], db: Db): Promise<FuzzOutcome> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pulso-fuzz-'));
  try {
    const stream = await fuzzed.open(objects, folder);
    let mapped = 0;
    const counted: Stream = {
      ...stream,
      async *pull(context, cursor) {
        for await (const page of stream.pull(context, cursor)) {
          mapped += storableIn(storablePage(stream.name, page));
          yield page;
        }
      },
    };
    const meta = { ...META, id: fuzzed.name };
    const deps = { db, portalId: '1', clock: () => NOW, tempDir: folder, log: SILENT, settings: SETTINGS };
    const outcome = await pullSource(deps, { meta, streams: [counted] }, { since: SINCE, full: true });
    const setAside = outcome.problems.filter(({ message }) => message.endsWith(SET_ASIDE));
    const failure = outcome.problems.find(({ message }) => !message.endsWith(SET_ASIDE));
    if (!outcome.complete) throw new Error(failure?.message ?? 'the pull failed');
    if (setAside.some(({ message }) => message === SET_ASIDE)) throw new Error('set aside without a reason');
    return { mapped, quarantined: setAside.length };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How much of a page can be stored; throws when something in it cannot. */
function storableIn({
  records = [],
  accounts = [],
  companies = [],
  deleted = [],
  usage,
}: Page<unknown>): number {
  for (const record of records) {
    const { error } = sourceRecord.safeParse(record);
    if (error !== undefined) throw new Error(`a record that cannot be stored: ${error.message}`);
  }
  const rows = usage?.rows ?? [];
  const wrong =
    accounts.find((each) => !isStorableAccount(each)) ?? rows.find((each) => !isStorableDay(each));
  if (wrong !== undefined) throw new Error(`cannot be stored: ${JSON.stringify(wrong)}`);
  return records.length + accounts.length + companies.length + deleted.length + rows.length;
}

function isStorableAccount({
  externalId,
  name,
  domains,
  emails,
  hubspotCompanyId,
}: ExternalAccount): boolean {
  const texts: unknown[] = [externalId, ...domains, ...emails];
  const optional: unknown[] = [name, hubspotCompanyId];
  return (
    externalId !== '' &&
    texts.every((each) => typeof each === 'string') &&
    optional.every((each) => each === null || typeof each === 'string')
  );
}

function isStorableDay({ accountId, userId, day, events }: UsageUserDay): boolean {
  return accountId !== '' && userId !== '' && DAY.test(day) && Number.isSafeInteger(events) && events >= 0;
}
