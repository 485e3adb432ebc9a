import { COMPANIES, CONTACTS, DEALS, type ObjectType, TASKS, TICKETS } from '../schema/object-types.ts';
import { PARENT_TO_CHILD, PRIMARY_COMPANY } from '../schema/association-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';

type Values = Readonly<Record<string, string>>;

/** Stage facts that deals and tickets derive properties from. */
function stageOf(state: PortalState, type: ObjectType, pipeline: string, stage: string) {
  return state.pipelines
    .get(type.id)
    ?.get(pipeline)
    ?.stages.find((each) => each.id === stage);
}

function deriveDeal(state: PortalState, values: Values): Record<string, string> {
  const { dealstage, pipeline = 'default' } = values;
  if (!dealstage) return { pipeline };
  const metadata = stageOf(state, DEALS, pipeline, dealstage)?.metadata ?? {};
  const closed = metadata.isClosed === 'true';
  const closedNow = closed && !values.closedate;
  return {
    pipeline,
    hs_is_closed: String(closed),
    hs_is_closed_won: String(closed && metadata.probability === '1.0'),
    hs_deal_stage_probability: metadata.probability ?? '',
    ...(closedNow && { closedate: new Date(state.now()).toISOString() }),
  };
}

function deriveTicket(state: PortalState, values: Values): Record<string, string> {
  const pipeline = values.hs_pipeline ?? '0';
  const stage = stageOf(state, TICKETS, pipeline, values.hs_pipeline_stage ?? '');
  const closed = stage?.metadata.ticketState === 'CLOSED';
  return {
    hs_pipeline: pipeline,
    hs_is_closed: String(closed),
    ...(closed && !values.closed_date && { closed_date: new Date(state.now()).toISOString() }),
  };
}

function deriveTask(state: PortalState, values: Values): Record<string, string> {
  const completed = values.hs_task_status === 'COMPLETED';
  return {
    hs_task_status: values.hs_task_status ?? 'NOT_STARTED',
    hs_task_type: values.hs_task_type ?? 'TODO',
    hs_task_priority: values.hs_task_priority ?? 'NONE',
    hs_task_is_completed: String(completed),
    hs_task_completion_count: completed ? '1' : '0',
    hs_task_missed_due_date: String(!completed && Date.parse(values.hs_timestamp ?? '') < state.now()),
    hs_task_completion_date: completed
      ? values.hs_task_completion_date || new Date(state.now()).toISOString()
      : '',
  };
}

function deriveContact(values: Values): Record<string, string> {
  const domain = values.email?.split('@')[1];
  return { lifecyclestage: values.lifecyclestage ?? 'lead', ...(domain && { hs_email_domain: domain }) };
}

/** Values that HubSpot sets by itself when a record with these values is written. */
export function deriveOnWrite(state: PortalState, type: ObjectType, values: Values): Record<string, string> {
  if (type === DEALS) return deriveDeal(state, values);
  if (type === TICKETS) return deriveTicket(state, values);
  if (type === TASKS) return deriveTask(state, values);
  if (type === CONTACTS) return deriveContact(values);
  if (type === COMPANIES) {
    return { lifecyclestage: values.lifecyclestage ?? 'lead', hs_pipeline: 'companies-lifecycle-pipeline' };
  }
  return {};
}

function countTargets(state: PortalState, type: ObjectType, id: string, to: ObjectType): string {
  return String(state.associations.targets({ typeId: type.id, id }, to.id).size);
}

function primaryCompany(state: PortalState, type: ObjectType, id: string): string | null {
  const companies = state.associations.targets({ typeId: type.id, id }, COMPANIES.id);
  const primary = PRIMARY_COMPANY[type.id];
  const found = [...companies].find(([, types]) => primary !== undefined && types.has(primary));
  return found?.[0] ?? null;
}

function childCompanies(state: PortalState, id: string): string {
  const ties = state.associations.targets({ typeId: COMPANIES.id, id }, COMPANIES.id);
  return String([...ties.values()].filter((types) => types.has(PARENT_TO_CHILD)).length);
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** Values that follow from associations or from the record itself, worked out when they are read. */
function deriveOnRead(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  name: string,
): string | null | undefined {
  if (name === 'hs_object_id') return record.id;
  if (name === type.created) return isoOf(record.createdAt);
  if (name === type.modified) return isoOf(record.updatedAt);
  if (name === 'num_associated_contacts') return countTargets(state, type, record.id, CONTACTS);
  if (name === 'num_associated_deals') return countTargets(state, type, record.id, DEALS);
  if (name === 'associatedcompanyid') return primaryCompany(state, type, record.id);
  if (name === 'hs_num_child_companies') return childCompanies(state, record.id);
  if (name === 'hs_ticket_id') return record.id;
  return undefined;
}

/** A property of a record as the API shows it; null when it is not set. */
export function readProperty(
  state: PortalState,
  type: ObjectType,
  record: StoredRecord,
  name: string,
): string | null {
  return record.properties[name] ?? deriveOnRead(state, type, record, name) ?? null;
}
