import { type ColumnType, type Generated, type JSONColumnType } from 'kysely';
import { type Message } from '../model/messages/message.ts';
import { type ActivityMonth } from './activity-month.ts';
import { type HealthBreakdown } from '../model/breakdown.ts';
import { type HealthSummary } from './health-summary.ts';
import { type KpiOverview, type PeriodTally } from '../model/kpi-tally.ts';
import { type EarnedModels, type ProofView, type WeightChanges } from '../model/proof.ts';
import { type ServiceTables } from './service-tables.ts';
import { type UsageMonth } from './usage-month.ts';

/**
 * The tables as TypeScript sees them. Days are `YYYY-MM-DD` text, instants ISO text (both drivers are set up so
 * in `open.ts`); every tenant table's primary key starts with `portal_id`, so that a distributed PostgreSQL can
 * shard by it.
 */
export interface Database extends ServiceTables {
  company: CompanyTable;
  account: AccountTable;
  stream_cursor: StreamCursorTable;
  source_state: SourceStateTable;
  usage_month: UsageMonthTable;
  usage_feature: UsageFeatureTable;
  usage_coverage: UsageCoverageTable;
  record: RecordTable;
  snapshot: SnapshotTable;
  health: HealthTable;
  act: ActTable;
  pulse: PulseTable;
  band_override: BandOverrideTable;
  portal_setting: PortalSettingTable;
  run: RunTable;
  quarantine: QuarantineTable;
  domain_alias: DomainAliasTable;
  proof: ProofTable;
  kpi_overview: KpiOverviewTable;
  kpi_period: KpiPeriodTable;
}

type Json<Value extends object | null> = JSONColumnType<Value, string, string>;
/** Written as ISO text or left to the database's default; read as ISO text. */
type Instant = ColumnType<string, string | undefined, string>;

export interface CompanyTable {
  portal_id: string;
  company_id: string;
  name: string | null;
  domains: Json<string[]>;
  owner_id: string | null;
  parent_company_id: string | null;
  lifecycle_stage: string | null;
  segment: string | null;
  customer_since: string | null;
  arr: number | null;
  currency: string | null;
  salesforce_account_id: string | null;
  created_at: string;
  updated_at: string;
  archived: boolean;
  /** Values of our own properties as the portal last showed or acknowledged them. */
  health_properties: Json<Record<string, string | null>>;
}

export interface AccountTable {
  portal_id: string;
  source: string;
  external_id: string;
  name: string | null;
  domains: Json<string[]>;
  emails: Json<string[]>;
  hubspot_company_id: string | null;
  salesforce_account_id: string | null;
  /** The company it was matched to; null while it is not. */
  company_id: string | null;
  matched_by: string | null;
  /** A person decided; matching never overrules it. */
  confirmed: boolean;
  /** Why it is not matched. */
  problem: Json<Message> | null;
  suggestions: Json<{ companyId: string; score: number }[]>;
}

export interface StreamCursorTable {
  portal_id: string;
  source: string;
  stream: string;
  cursor: Json<object | null>;
  /** How often the cursor moved: pages stored, and times that it was put back. */
  pages: number;
  records: number;
  updated_at: Instant;
}

export interface SourceStateTable {
  portal_id: string;
  source: string;
  status: string;
  /** Last time the source was read to the end. */
  fetched_at: string | null;
  reason: Json<Message> | null;
}

export interface UsageMonthTable {
  portal_id: string;
  source: string;
  account_id: string;
  /** `YYYY-MM` of the chunks in it. */
  month: string;
  data: Json<UsageMonth>;
  /** Who was active when, and no more; null in rows older than this column. */
  activity: Json<ActivityMonth> | null;
}

export interface UsageFeatureTable {
  portal_id: string;
  source: string;
  feature: string;
  first_day: string;
}

export interface UsageCoverageTable {
  portal_id: string;
  source: string;
  from_day: string;
  to_day: string;
}

export interface RecordTable {
  portal_id: string;
  source: string;
  kind: string;
  id: string;
  account_id: string;
  data: Json<object>;
  deleted: boolean;
}

export interface SnapshotTable {
  portal_id: string;
  company_id: string;
  as_of: string;
  /** A correction is a new revision; what was written stays. */
  revision: number;
  model_id: string;
  model_version: number;
  score: number | null;
  band: string;
  coverage: number;
  provisional: boolean;
  detail: Json<object>;
  created_at: Instant;
}

export interface HealthTable {
  portal_id: string;
  company_id: string;
  as_of: string;
  band_state: Json<object>;
  breakdown: Json<HealthBreakdown>;
  top_risks: Json<string[]>;
  scored_at: string;
  /** Of the breakdown, for lists and lookups. */
  summary: Json<HealthSummary>;
  /** What it is published as, the breakdown by its receipt; null before the company was scored by this version. */
  properties: Json<Record<string, string> | null>;
  /** The published band when somebody was last told of it by a task, or had no need to be; null: never yet. */
  acted_band: Generated<string | null>;
}

export interface ActTable {
  portal_id: string;
  key: string;
  company_id: string;
  planned: Json<object>;
  task_id: string | null;
  created_at: Instant;
}

export interface PulseTable {
  portal_id: string;
  company_id: string;
  id: string;
  score: number;
  reason: string;
  author: string;
  at: string;
}

export interface BandOverrideTable {
  portal_id: string;
  company_id: string;
  id: string;
  override: Json<object>;
  created_at: string;
  /** Order in which they were set. */
  seq: Generated<number>;
}

export interface PortalSettingTable {
  portal_id: string;
  version: number;
  settings: Json<object>;
  author: string;
  note: string;
  created_at: string;
}

export interface RunTable {
  portal_id: string;
  id: string;
  kind: string;
  started_at: string;
  finished_at: string | null;
  summary: Json<object | null>;
  error: string | null;
  /** How far it is, while it runs. */
  progress: ColumnType<object | null, string | undefined, string>;
  /** By the index of a part of the portfolio: how far it is scored; see `PartState`. */
  parts: ColumnType<object, string | undefined, string>;
}

export interface DomainAliasTable {
  portal_id: string;
  domain: string;
  company_id: string;
  created_at: Instant;
}

export interface QuarantineTable {
  portal_id: string;
  source: string;
  stream: string;
  record_id: string;
  reason: Json<Message>;
  /** How many records it stands for. */
  records: Generated<number>;
  at: Instant;
}

export interface ProofTable {
  portal_id: string;
  /** Outcomes are known until this day. */
  until_day: string;
  checked_at: string;
  view: Json<ProofView>;
  changes: Json<WeightChanges | null>;
  probabilities: Json<EarnedModels>;
}

export interface KpiOverviewTable {
  portal_id: string;
  as_of: string;
  computed_at: string;
  overview: Json<KpiOverview>;
}

export interface KpiPeriodTable {
  portal_id: string;
  grain: string;
  from_day: string;
  /** Empty: everybody. */
  segment: string;
  tally: Json<PeriodTally>;
}
