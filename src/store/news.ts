import { sql } from 'kysely';
import { type Db } from './open.ts';
import { CRM_SOURCE } from './records.ts';

/** Days, both included. */
export interface NewsDays {
  readonly from: string;
  readonly to: string;
}

/**
 * Companies that may have answered an NPS survey or asked or begun to pay less in these days, in the order of their ids:
 * all who did, and some who did not, so that nobody else's records have to be read.
 */
export async function companiesWithNews(db: Db, portalId: string, { from, to }: NewsDays): Promise<string[]> {
  const within = (field: string) =>
    sql`left(data ->> ${sql.lit(field)}, 10) between ${from}::text and ${to}::text`;
  const amount = sql`(data ->> 'monthlyAmount')::double precision`;
  const { rows } = await sql<{ company_id: string }>`
    with news as (
      select source, account_id from record
      where portal_id = ${portalId} and kind = 'survey' and not deleted
        and data ->> 'survey' = 'nps' and ${within('at')}
      union
      select source, account_id from record
      where portal_id = ${portalId} and kind = 'deal' and not deleted
        and data ->> 'dealType' = 'contraction' and ${within('createdAt')}
      union
      select source, account_id from record
      where portal_id = ${portalId} and kind = 'subscription' and not deleted and ${within('endedAt')}
      union
      select source, account_id from record
      where portal_id = ${portalId} and kind = 'mrr' and not deleted and exists (
        select 1 from jsonb_array_elements(data -> 'points') as point
        where left(point ->> 'at', 10) between ${from}::text and ${to}::text)
      union
      select source, account_id from record
      where portal_id = ${portalId} and kind = 'invoice' and not deleted and data ->> 'monthlyAmount' is not null
      group by source, account_id
      having min(${amount}) filter (where ${within('issuedAt')}) < max(${amount})
        or (bool_or(${within('issuedAt')}) and count(distinct data ->> 'currency') > 1))
    select account_id as company_id from news where source = ${CRM_SOURCE}
    union
    select account.company_id from news
    join account on account.portal_id = ${portalId} and account.source = news.source
      and account.external_id = news.account_id
    where news.source <> ${CRM_SOURCE} and account.company_id is not null
    order by company_id`.execute(db);
  return rows.map((row) => row.company_id);
}
