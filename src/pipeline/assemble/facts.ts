import { type Day, dayNumber } from '../../model/day.ts';
import { type CrmCompany } from '../../model/company.ts';
import { type Exchange } from '../../model/exchange.ts';
import { type RecordKind, type RecordOf, type RecordsByKind } from '../../model/record.ts';
import { type SourceState } from '../../model/signals.ts';
import { type StoredRecord } from '../../store/records.ts';
import { type StoredUsage } from '../../store/usage.ts';
import { onePersonEach } from './people.ts';
import { indexUsage, type UsageIndex } from './usage-index.ts';

/** Everything stored about one company, prepared once so that it can be rewound to many days cheaply. */
export interface CompanyFacts {
  readonly company: CrmCompany;
  readonly records: RecordsByKind;
  /** null: no product analytics account is matched to the company. */
  readonly usage: UsageIndex | null;
}

/** What holds for the whole portal: what is connected and in use at all. */
export interface PortalFacts {
  readonly sources: Readonly<Record<string, SourceState>>;
  /** First day that product usage covers; null without any. */
  readonly firstDay: Day | null;
  /** First day number each feature was seen at any customer, ascending: the catalogue as it grew. */
  readonly featureFirstSeen: readonly number[];
  /** Whether anybody is marked as sponsor or champion; if nobody is, "none identified" says nothing. */
  readonly marksSponsors: boolean;
  readonly marksChampions: boolean;
  /** Kinds of records that any company has: without one deal in the portal, no deals says nothing. */
  readonly kinds: ReadonlySet<RecordKind>;
  /** null: amounts of several currencies are not added up. */
  readonly exchange: Exchange | null;
}

export function companyFacts(
  company: CrmCompany,
  records: readonly StoredRecord[],
  usage: readonly StoredUsage[],
  coverage: ReadonlyMap<string, { readonly from: string; readonly to: string }>,
): CompanyFacts {
  return { company, records: byKind(records), usage: indexUsage(usage, coverage) };
}

export function portalFacts(
  features: ReadonlyMap<string, string>,
  profile: { readonly kinds: ReadonlySet<RecordKind>; readonly contactRoles: ReadonlySet<string> },
  sources: Readonly<Record<string, SourceState>>,
  coverage: ReadonlyMap<string, { readonly from: string; readonly to: string }>,
  exchange: Exchange | null = null,
): PortalFacts {
  return {
    sources,
    firstDay: [...coverage.values()].map((each) => each.from).sort()[0] ?? null,
    featureFirstSeen: [...features.values()].map(dayNumber).sort((left, right) => left - right),
    marksSponsors: profile.contactRoles.has('executive-sponsor'),
    marksChampions: profile.contactRoles.has('champion'),
    kinds: profile.kinds,
    exchange,
  };
}

function byKind(records: readonly StoredRecord[]): RecordsByKind {
  const grouped: { [Kind in RecordKind]?: RecordOf<RecordKind>[] } = {};
  for (const record of onePersonEach(records)) (grouped[record.kind] ??= []).push(record);
  return grouped as RecordsByKind;
}
