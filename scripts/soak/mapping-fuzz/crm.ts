import { type HubSpotApi, type HubSpotRequest } from '../../../src/model/hubspot-api.ts';
import { type Stream } from '../../../src/model/source.ts';
import { createHubSpotCrmSource } from '../../../src/sources/hubspot-crm/index.ts';
import { type FuzzedStream } from './fuzz-stream.ts';

const AT = '2026-05-01T10:00:00.000Z';
const link = (id: string, type: string) => ({ results: [{ id, type }] });

/** Every property that is read of a record of HubSpot, whatever its type. */
const RECORD = {
  id: '41',
  createdAt: AT,
  updatedAt: AT,
  archived: false,
  properties: {
    name: 'Acme',
    domain: 'acme.com',
    hs_additional_domains: 'acme.io;acme.org',
    hubspot_owner_id: '5',
    hs_parent_company_id: '30',
    lifecyclestage: 'customer',
    hs_merged_object_ids: '32;33',
    salesforceaccountid: '001000000000001AAA',
    customer_segment: 'smb',
    customer_since: '2024-02-01',
    arr: '12000',
    arr_currency: 'EUR',
    health_score: '71.5',
    email: 'ana@acme.com',
    firstname: 'Ana',
    lastname: 'Ruiz',
    hs_buying_role: 'CHAMPION',
    left_company_at: '1777000000000',
    lastmodifieddate: AT,
    hs_lastmodifieddate: AT,
    hs_timestamp: AT,
    hs_meeting_start_time: AT,
    hs_meeting_title: 'QBR',
    hs_meeting_outcome: 'COMPLETED',
    hs_activity_type: 'QBR',
    hs_email_direction: 'INCOMING_EMAIL',
    hs_email_status: 'SENT',
    hs_email_thread_id: 'th1',
    hs_call_direction: 'OUTBOUND',
    hs_call_status: 'NO_ANSWER',
    dealname: 'More seats',
    dealtype: 'existingbusiness',
    dealstage: 'closedwon',
    amount: '500.5',
    closedate: AT,
    hs_is_closed: 'true',
    hs_is_closed_won: 'true',
    subject: 'It fails',
    content: 'Again.',
    hs_pipeline_stage: '4',
    hs_ticket_category: 'PRODUCT_ISSUE',
    closed_date: AT,
    hs_survey_type: 'NPS',
    hs_value: '9',
    hs_submission_timestamp: AT,
    hs_task_subject: 'Call them',
    hs_task_status: 'COMPLETED',
    hs_task_completion_date: AT,
    pulso_task_key: 'k1',
  },
  associations: { companies: link('31', 'record_to_company'), contacts: link('21', 'record_to_contact') },
};
const OWNER = { id: '5', email: 'csm@us.com', firstName: 'Eva', lastName: 'Gil', archived: false };

const STAGES = { results: [{ stages: [{ id: '4', metadata: { ticketState: 'CLOSED' } }] }] };

/** A portal whose lists and searches all answer these records, each tied to the same company. */
function portalOf(records: readonly unknown[]): HubSpotApi {
  const answerTo = ({ method, path, query, body }: HubSpotRequest<never>): unknown => {
    if (path.startsWith('/crm/pipelines/')) return STAGES;
    if (path.startsWith('/crm/associations/')) return tiesOf(body);
    if (path.endsWith('/search')) return { results: records, total: records.length };
    return { results: method === 'GET' && query?.archived === true ? [] : records };
  };
  return {
    request: async (request) => request.schema.parse(answerTo(request as never)),
  };
}

function tiesOf(body: unknown): object {
  const { inputs } = body as { readonly inputs: readonly { readonly id: string }[] };
  return { results: inputs.map((from) => ({ from, to: [{ toObjectId: 31, associationTypes: [] }] })) };
}

function streamOn(name: string, records: readonly unknown[]): Stream {
  const source = createHubSpotCrmSource({
    api: portalOf(records),
    healthPropertyNames: ['health_score'],
    sentiment: () => 0.5,
  });
  const stream = source.streams.find((each) => each.name === name);
  if (stream === undefined) throw new Error(`hubspot-crm has no stream ${name}`);
  return stream;
}

const list = (name: string, base: object): FuzzedStream => ({
  name: `hubspot-crm ${name}`,
  base,
  open: (records) => streamOn(name, records),
});

/** The pass over what changed since an earlier one. */
const changes = (name: string): FuzzedStream => ({
  name: `hubspot-crm ${name} changed`,
  base: RECORD,
  open: (records) => {
    const stream = streamOn(name, records);
    const read = { phase: 'idle', readUpTo: 0 };
    return { ...stream, pull: (context) => stream.pull(context, read) };
  },
});

/** Tasks are only ever searched for. */
const NAMES = ['companies', 'contacts', 'meetings', 'emails', 'calls', 'deals', 'tickets', 'feedback'];

/** Every type of record of HubSpot, from its list and by search. */
export const CRM: readonly FuzzedStream[] = [
  list('owners', OWNER),
  ...NAMES.map((name) => list(name, RECORD)),
  ...[...NAMES, 'tasks'].map(changes),
];
