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

const CONTEXT = { now: new Date('2026-06-01T12:00:00Z'), since: '2026-05-25' };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads a page of damaged objects. What cannot be stored, or a pull that fails, throws with the first object that does
 * so alone.
 */
export async function fuzzStream(fuzzed: FuzzedStream, seed: number, count: number): Promise<FuzzOutcome> {
  const objects = damagedCopies(fuzzed.base, seed, count);
  try {
    return await readAll(fuzzed, objects);
  } catch (error) {
    for (const object of objects) {
      await readAll(fuzzed, [object]).catch((alone: unknown) => {
        throw new Error(`${fuzzed.name}: ${String(alone)}; object: ${JSON.stringify(object)}`);
      });
    }
    throw new Error(`${fuzzed.name}: ${String(error)}; only when the objects come together`);
  }
}

async function readAll(fuzzed: FuzzedStream, objects: readonly unknown[]): Promise<FuzzOutcome> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pulso-fuzz-'));
  try {
    const stream = await fuzzed.open(objects, folder);
    const context = { ...CONTEXT, signal: new AbortController().signal, tempDir: folder };
    let mapped = 0;
    let quarantined = 0;
    for await (const page of stream.pull(context, null)) {
      mapped += storableIn(page);
      for (const { reason } of page.quarantined ?? []) {
        quarantined += 1;
        if (reason === '') throw new Error('set aside without a reason');
      }
    }
    return { mapped, quarantined };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How much of a page can be stored; throws when something in it cannot. */
function storableIn({ records = [], accounts = [], usage }: Page<unknown>): number {
  for (const record of records) {
    const { error } = sourceRecord.safeParse(record);
    if (error !== undefined) throw new Error(`a record that cannot be stored: ${error.message}`);
  }
  const rows = usage?.rows ?? [];
  const wrong =
    accounts.find((each) => !isStorableAccount(each)) ?? rows.find((each) => !isStorableDay(each));
  if (wrong !== undefined) throw new Error(`cannot be stored: ${JSON.stringify(wrong)}`);
  return records.length + accounts.length + rows.length;
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
