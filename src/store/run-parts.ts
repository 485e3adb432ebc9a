import { sql } from 'kysely';
import { type Db } from './open.ts';

/** The parts of a run together. */
export interface RunParts {
  /** Companies scored by all parts. */
  readonly scored: number;
  /** How many parts came to their end. */
  readonly ended: number;
}

export interface PartState {
  readonly index: number;
  readonly scored: number;
  readonly ended: boolean;
}

/** Notes how far one part is; the same twice changes nothing. Of parts that end at a time the last one sees them all. */
export async function savePart(
  db: Db,
  portalId: string,
  runId: string,
  { index, ...state }: PartState,
): Promise<RunParts> {
  const { rows } = await sql<{ parts: Record<string, Omit<PartState, 'index'>> }>`
    update run set parts = parts || jsonb_build_object(${String(index)}::text, ${JSON.stringify(state)}::jsonb)
    where portal_id = ${portalId} and id = ${runId}
    returning parts`.execute(db);
  const [row] = rows;
  const parts = Object.values(row?.parts ?? {});
  return {
    scored: parts.reduce((sum, { scored }) => sum + scored, 0),
    ended: parts.filter(({ ended }) => ended).length,
  };
}
