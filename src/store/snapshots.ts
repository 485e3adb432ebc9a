import { sql } from 'kysely';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** A company's score on a day. `detail` is the packed result (see `pipeline/pack-result.ts`). */
export interface Snapshot {
  readonly companyId: string;
  readonly asOf: string;
  readonly modelId: string;
  readonly modelVersion: number;
  readonly score: number | null;
  readonly band: string;
  readonly coverage: number;
  readonly provisional: boolean;
  readonly detail: object;
}

const COLUMNS = {
  company_id: 'text',
  as_of: 'date',
  model_id: 'text',
  model_version: 'integer',
  score: 'double precision',
  band: 'text',
  coverage: 'double precision',
  provisional: 'boolean',
  detail: 'jsonb',
} as const;

/**
 * Adds snapshots. The past is never rewritten: a snapshot that differs from the latest revision of its day
 * becomes a new revision, an equal one changes nothing.
 */
export async function addSnapshots(db: Db, portalId: string, snapshots: readonly Snapshot[]): Promise<void> {
  const names = sql.raw(Object.keys(COLUMNS).join(', '));
  const picked = sql.raw(
    Object.keys(COLUMNS)
      .map((name) => `incoming.${name}`)
      .join(', '),
  );
  for (const chunk of chunksOf(snapshots, 1000)) {
    const rows = chunk.map((snapshot) => ({
      company_id: snapshot.companyId,
      as_of: snapshot.asOf,
      model_id: snapshot.modelId,
      model_version: snapshot.modelVersion,
      score: snapshot.score,
      band: snapshot.band,
      coverage: snapshot.coverage,
      provisional: snapshot.provisional,
      detail: snapshot.detail,
    }));
    await sql`
      insert into snapshot (portal_id, revision, ${names})
      select ${portalId}, coalesce(latest.revision + 1, 0), ${picked}
      from ${rowsOf(rows, COLUMNS)}
      left join lateral (
        select revision, detail, model_id, model_version from snapshot
        where portal_id = ${portalId} and company_id = incoming.company_id and as_of = incoming.as_of
        order by revision desc limit 1) latest on true
      where latest.revision is null or latest.detail <> incoming.detail
        or latest.model_id <> incoming.model_id or latest.model_version <> incoming.model_version`.execute(
      db,
    );
  }
}

/** A score of the past without what explains it. */
export type PastScore = Pick<Snapshot, 'asOf' | 'modelId' | 'modelVersion' | 'score' | 'provisional'>;

/**
 * The scores from `since` on, oldest day first, by company: a row a company, because a year of snapshots is a
 * hundred times as much.
 */
export async function loadScores(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
  since: string,
): Promise<Map<string, PastScore[]>> {
  type Packed = [
    day: string,
    modelId: string,
    modelVersion: number,
    score: number | null,
    provisional: boolean,
  ];
  const { rows } = await sql<{ company_id: string; scores: Packed[] }>`
    select company_id, json_agg(
      json_build_array(as_of, model_id, model_version, score, provisional) order by as_of) as scores
    from (
      select distinct on (company_id, as_of) company_id, as_of, model_id, model_version, score, provisional
      from snapshot
      where portal_id = ${portalId} and company_id = any(${companyIds}::text[]) and as_of >= ${since}::date
      order by company_id, as_of, revision desc) latest
    group by company_id`.execute(db);
  return new Map(
    rows.map(({ company_id, scores }) => [
      company_id,
      scores.map(([asOf, modelId, modelVersion, score, provisional]) => ({
        asOf,
        modelId,
        modelVersion,
        score,
        provisional,
      })),
    ]),
  );
}

/** The latest revision of each day from `since` to `until`, oldest day first, by company. */
export async function loadSnapshots(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
  since: string,
  until = 'infinity',
): Promise<Map<string, Snapshot[]>> {
  const { rows } = await sql<{
    company_id: string;
    as_of: string;
    model_id: string;
    model_version: number;
    score: number | null;
    band: string;
    coverage: number;
    provisional: boolean;
    detail: object;
  }>`
    select distinct on (company_id, as_of) company_id, as_of, model_id, model_version, score, band, coverage,
      provisional, detail
    from snapshot
    where portal_id = ${portalId} and company_id = any(${companyIds}::text[])
      and as_of between ${since}::date and ${until}::date
    order by company_id, as_of, revision desc`.execute(db);
  const byCompany = new Map<string, Snapshot[]>();
  for (const row of rows) {
    const list = byCompany.get(row.company_id) ?? [];
    byCompany.set(row.company_id, list);
    list.push({
      companyId: row.company_id,
      asOf: row.as_of,
      modelId: row.model_id,
      modelVersion: row.model_version,
      score: row.score,
      band: row.band,
      coverage: row.coverage,
      provisional: row.provisional,
      detail: row.detail,
    });
  }
  return byCompany;
}

/** Ids of companies that have no snapshot at all yet: those whose past is still to be filled in. */
export async function companiesWithoutSnapshots(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ company_id: string }>`
    select wanted.company_id from unnest(${companyIds}::text[]) as wanted(company_id)
    where not exists (
      select 1 from snapshot where portal_id = ${portalId} and snapshot.company_id = wanted.company_id)`.execute(
    db,
  );
  return rows.map((row) => row.company_id);
}
