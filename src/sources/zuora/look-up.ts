import { type ZoqlPage, type ZuoraConnection } from './connection.ts';

/** What to read of which object, and the field that holds the ids asked for. */
export interface LookUp {
  readonly object: string;
  readonly fields: readonly string[];
  readonly by: string;
}

/** ZOQL has no IN; a statement of so many alternatives is still far from its longest. */
const IDS_PER_QUERY = 100;
const ID = /^[A-Za-z0-9-]{1,64}$/;

/** Rows whose field is one of the ids. ZOQL has no joins, so that what belongs together is asked for in turns. */
export async function lookUp(
  connection: ZuoraConnection,
  { object, fields, by }: LookUp,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ZoqlPage['records'][number][]> {
  const wanted = [...new Set(ids)].filter((each) => ID.test(each));
  const rows = [];
  for (let start = 0; start < wanted.length; start += IDS_PER_QUERY) {
    const alternatives = wanted.slice(start, start + IDS_PER_QUERY).map((each) => `${by} = '${each}'`);
    const zoql = `select ${fields.join(', ')} from ${object} where ${alternatives.join(' or ')}`;
    for (let page = await connection.query(zoql, signal); ;) {
      rows.push(...page.records);
      if (page.locator === null) break;
      page = await connection.queryMore(page.locator, signal);
    }
  }
  return rows;
}
