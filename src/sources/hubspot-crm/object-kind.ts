import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { type CrmCompany } from '../../model/company.ts';
import { type Message } from '../../model/messages/message.ts';
import { type RecordKind } from '../../model/record.ts';
import { type ReadPlan } from './read.ts';
import { type CrmRecord } from './wire.ts';

/** One type of CRM record: what to read of it and what it means. */
export interface ObjectKind extends ReadPlan {
  /** Name of the stream. */
  readonly name: string;
  /** Kinds of our records that one of theirs can be; none for companies, which are archived and not deleted. */
  readonly recordKinds: readonly RecordKind[];
  /** Read by search from the start, because only few of all records concern us. */
  readonly searchOnly: boolean;
  /** Not every portal has or grants it: where HubSpot forbids it, the others are read all the same. */
  readonly optional?: boolean;
  /** Tied to companies only by way of records of this type, which must be among the associations. */
  readonly companiesVia?: string;
  /** Association labels matter, not only which records are tied. */
  readonly labelled?: boolean;
  /** Reads what mapping needs beside the records, once in a pull. */
  readonly prepare?: (api: HubSpotApi) => Promise<ObjectKind>;
  /**
   * A company, a candidate for a source record (validated by the caller), or null for a record that is tied to no
   * company or is none of ours. `links` gives associated ids by object type, the primary one first; `labels` the
   * labels of the tie to one of them.
   */
  map(record: CrmRecord, links: LinksOfRecord, labels: LabelsOfRecord): CrmCompany | Candidate | null;
  /** What of a record is left out, though the rest of it counts. */
  notes?(record: CrmRecord): readonly Message[];
}

export type LinksOfRecord = (objectType: string) => readonly string[];
export type LabelsOfRecord = (objectType: string, id: string) => readonly string[];

/** Not yet validated. */
export interface Candidate {
  readonly kind: RecordKind;
  readonly [field: string]: unknown;
}

export function isCompany(mapped: CrmCompany | Candidate): mapped is CrmCompany {
  return 'companyId' in mapped && 'healthProperties' in mapped;
}

/** A property's text; null when it is empty or was not set. */
export function text(record: CrmRecord, name: string): string | null {
  return record.properties[name]?.trim() || null;
}

/** A property's number; null when it is empty or no number. */
export function number(record: CrmRecord, name: string): number | null {
  const value = text(record, name);
  const parsed = value === null ? Number.NaN : Number(value);
  return Number.isFinite(parsed) ? parsed : null;
}

/** A date property as ISO; HubSpot also answers datetimes as milliseconds since the epoch. */
export function date(record: CrmRecord, name: string): string | null {
  const value = text(record, name);
  if (value === null || !/^\d{11,}$/.test(value)) return value;
  const at = new Date(Number(value));
  return Number.isNaN(at.getTime()) ? value : at.toISOString();
}
