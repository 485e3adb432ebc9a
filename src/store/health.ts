import { sql } from 'kysely';
import { type HealthBreakdown } from '../model/breakdown.ts';
import { chunksOf, rowsOf, storableJson } from './bulk.ts';
import { summaryOf } from './health-summary.ts';
import { type Db } from './open.ts';

/** The current health of a company: what is published about it and the state of its band. */
export interface StoredHealth {
  readonly companyId: string;
  readonly asOf: string;
  /** State of the hysteresis (see `scoring/bands`). */
  readonly bandState: object;
  readonly breakdown: HealthBreakdown;
  readonly topRisks: readonly string[];
  readonly scoredAt: string;
  /** What HubSpot is to hold, the breakdown by its receipt; null: not to be published before it is scored again. */
  readonly properties: Readonly<Record<string, string>> | null;
}

/** With the breakdown as JSON text where that is at hand. */
export type HealthToStore = StoredHealth & { readonly text?: string | undefined };

const COLUMNS = [
  'as_of',
  'band_state',
  'breakdown',
  'top_risks',
  'scored_at',
  'summary',
  'properties',
] as const;

/**
 * Stores current health; where that of a later day is stored already, it stays: a run that was held up, over midnight or
 * until somebody put it back to work, takes nothing from what was scored since.
 */
export async function saveHealth(db: Db, portalId: string, healths: readonly HealthToStore[]): Promise<void> {
  const names = sql.raw(COLUMNS.join(', '));
  const updates = sql.raw(COLUMNS.map((name) => `${name} = excluded.${name}`).join(', '));
  for (const chunk of chunksOf(healths, 100)) {
    // A parameter a value: a breakdown inside one large JSON would be taken apart and put together again.
    const rows = chunk.map(
      (
        health,
      ) => sql`(${portalId}, ${health.companyId}, ${health.asOf}::date, ${json(health.bandState)}::jsonb,
        ${storableJson(health.text ?? JSON.stringify(health.breakdown))}::json, ${json(health.topRisks)}::jsonb,
        ${health.scoredAt}::timestamptz, ${json(summaryOf(health.breakdown))}::jsonb,
        ${health.properties === null ? null : json(health.properties)}::jsonb)`,
    );
    await sql`
      insert into health (portal_id, company_id, ${names}) values ${sql.join(rows)}
      on conflict (portal_id, company_id) do update set ${updates}
      where health.as_of <= excluded.as_of`.execute(db);
  }
}

function json(value: object): string {
  return storableJson(JSON.stringify(value));
}

/** Current health by company id; all companies of the portal when no ids are given. */
export async function loadHealth(
  db: Db,
  portalId: string,
  companyIds?: readonly string[],
): Promise<Map<string, StoredHealth>> {
  let query = db.selectFrom('health').selectAll().where('portal_id', '=', portalId);
  if (companyIds !== undefined) query = query.where(sql<boolean>`company_id = any(${companyIds}::text[])`);
  const rows = await query.orderBy('company_id').execute();
  return new Map(
    rows.map((row) => [
      row.company_id,
      {
        companyId: row.company_id,
        asOf: row.as_of,
        bandState: row.band_state,
        breakdown: row.breakdown,
        topRisks: row.top_risks,
        scoredAt: row.scored_at,
        properties: row.properties,
      },
    ]),
  );
}

export interface BandStanding {
  /** State of the hysteresis (see `scoring/bands`). */
  readonly state: object;
  /** When it was scored, as the database says it. */
  readonly scoredAt: string;
}

/**
 * State of the band's hysteresis by company id, without what explains the score, which is a hundred times as much.
 *
 * @param hold until the transaction ends nobody else writes these
 */
export async function loadBandStates(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
  hold = false,
): Promise<Map<string, BandStanding>> {
  const { rows } = await sql<{ company_id: string; state: object; scored_at: string }>`
    select company_id, band_state as state, scored_at::text as scored_at from health
    where portal_id = ${portalId} and company_id = any(${companyIds}::text[])
    order by company_id ${sql.raw(hold ? 'for update' : '')}`.execute(db);
  return new Map(rows.map(({ company_id, state, scored_at: scoredAt }) => [company_id, { state, scoredAt }]));
}

/** A stored breakdown as JSON text, for those who only pass it on. */
export interface BreakdownText {
  readonly text: string;
  /** Of what of it is published; null before the company was scored by this version. */
  readonly receipt: string | null;
}

export async function loadBreakdownTexts(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<Map<string, BreakdownText>> {
  const { rows } = await sql<BreakdownText & { company_id: string }>`
    select company_id, breakdown::text as text, properties ->> 'health_breakdown' as receipt from health
    where portal_id = ${portalId} and company_id = any(${companyIds}::text[])`.execute(db);
  return new Map(rows.map(({ company_id, text, receipt }) => [company_id, { text, receipt }]));
}

/** Companies whose published band changed on `day` or later, in the order of their ids. */
export async function bandsChangedSince(db: Db, portalId: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ company_id: string }>`
    select company_id from health
    where portal_id = ${portalId} and summary ->> 'bandChangedAt' >= ${day} and summary ->> 'previousBand' is not null
    order by company_id`.execute(db);
  return rows.map((row) => row.company_id);
}

/** A company whose published band is another than the one that was acted on last. */
export interface MovedBand {
  readonly companyId: string;
  readonly band: string;
  /** null: nobody has acted on a band of it yet. */
  readonly acted: string | null;
}

/** Those among the given companies, or in the whole portal. */
export async function movedBands(
  db: Db,
  portalId: string,
  companyIds: readonly string[] | null,
): Promise<MovedBand[]> {
  const { rows } = await sql<MovedBand>`
    select company_id as "companyId", summary ->> 'band' as band, acted_band as acted from health
    where portal_id = ${portalId} and acted_band is distinct from summary ->> 'band'
      and (${companyIds}::text[] is null or company_id = any(${companyIds}::text[]))`.execute(db);
  return rows;
}

/** Remembers that these bands were acted on. */
export async function saveActedBands(
  db: Db,
  portalId: string,
  acted: readonly Pick<MovedBand, 'companyId' | 'band'>[],
): Promise<void> {
  for (const chunk of chunksOf(acted, 1000)) {
    const rows = chunk.map(({ companyId, band }) => ({ company_id: companyId, band }));
    await sql`
      update health set acted_band = incoming.band
      from ${rowsOf(rows, { company_id: 'text', band: 'text' })}
      where health.portal_id = ${portalId} and health.company_id = incoming.company_id`.execute(db);
  }
}
