import { z } from 'zod';
import { type HubSpotApi, HUBSPOT_API_VERSION } from '../../../model/hubspot-api.ts';
import { type TicketSentiment } from '../../sentiment/index.ts';
import { date, type ObjectKind, text } from '../object-kind.ts';

const pipelinesAnswer = z.object({
  results: z.array(
    z.object({
      stages: z.array(z.object({ id: z.string(), metadata: z.record(z.string(), z.unknown()).default({}) })),
    }),
  ),
});

/**
 * Tickets. Which stages are closed ones, the pipelines say. The mood is read from the words and the words are
 * forgotten.
 */
export function tickets(sentiment: TicketSentiment): ObjectKind {
  return withStages(sentiment, new Set());
}

function withStages(sentiment: TicketSentiment, closedStages: ReadonlySet<string>): ObjectKind {
  return {
    name: 'tickets',
    objectType: 'tickets',
    recordKinds: ['ticket'],
    searchOnly: false,
    optional: true,
    modifiedProperty: 'hs_lastmodifieddate',
    associations: ['companies'],
    properties: [
      'subject',
      'content',
      'hs_pipeline_stage',
      'hs_ticket_category',
      'closed_date',
      'hs_lastmodifieddate',
    ],
    prepare: async (api) => withStages(sentiment, await readClosedStages(api)),
    map: (record, links) => {
      const [accountId] = links('companies');
      if (accountId === undefined) return null;
      const words = [text(record, 'subject'), text(record, 'content')].filter((part) => part !== null);
      const closed = closedStages.has(text(record, 'hs_pipeline_stage') ?? '');
      const [category] = text(record, 'hs_ticket_category')?.split(';') ?? [];
      return {
        kind: 'ticket',
        id: record.id,
        accountId,
        openedAt: record.createdAt,
        // A ticket that was reopened may still carry the date of its first end.
        closedAt: closed ? (date(record, 'closed_date') ?? date(record, 'hs_lastmodifieddate')) : null,
        sentiment: words.length === 0 ? null : sentiment(words.join('. ')),
        topic: category?.toLowerCase().replaceAll('_', '-') ?? null,
      };
    },
  };
}

async function readClosedStages(api: HubSpotApi): Promise<Set<string>> {
  const { results } = await api.request({
    method: 'GET',
    path: `/crm/pipelines/${HUBSPOT_API_VERSION}/tickets`,
    schema: pipelinesAnswer,
    priority: 'batch',
  });
  const stages = results.flatMap((pipeline) => pipeline.stages);
  return new Set(stages.filter(({ metadata }) => metadata.ticketState === 'CLOSED').map(({ id }) => id));
}
