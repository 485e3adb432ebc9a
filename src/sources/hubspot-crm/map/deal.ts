import { date, number, type ObjectKind, text } from '../object-kind.ts';
import { type CrmRules } from '../rules.ts';
import { type CrmRecord } from '../wire.ts';

/** Deals: new business, expansion, renewal, contraction, and how they ended. */
export function deals(rules: CrmRules): ObjectKind {
  return {
    name: 'deals',
    objectType: 'deals',
    recordKinds: ['deal'],
    searchOnly: false,
    modifiedProperty: 'hs_lastmodifieddate',
    associations: ['companies'],
    properties: [
      'dealname',
      'dealtype',
      'dealstage',
      'amount',
      'closedate',
      'hs_is_closed',
      'hs_is_closed_won',
    ],
    map: (record, links) => {
      const [accountId] = links('companies');
      if (accountId === undefined) return null;
      const outcome = outcomeOf(record);
      return {
        kind: 'deal',
        id: record.id,
        accountId,
        createdAt: record.createdAt,
        // On an open deal the close date is a hope.
        closedAt: outcome === 'open' ? null : date(record, 'closedate'),
        name: text(record, 'dealname') ?? '',
        dealType: rules.dealTypes[text(record, 'dealtype') ?? ''] ?? 'other',
        amount: number(record, 'amount'),
        outcome,
      };
    },
  };
}

/** HubSpot's own flags know the stages of every pipeline; the default pipeline's names are for where they are absent. */
function outcomeOf(record: CrmRecord): 'open' | 'won' | 'lost' {
  const stage = text(record, 'dealstage');
  const won = text(record, 'hs_is_closed_won') ?? String(stage === 'closedwon');
  const closed = text(record, 'hs_is_closed') ?? String(stage === 'closedwon' || stage === 'closedlost');
  if (won === 'true') return 'won';
  return closed === 'true' ? 'lost' : 'open';
}
