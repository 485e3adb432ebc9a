import { validationError } from '../http/errors.ts';

/** An object type of the portal: how paths name it and what its records show by default. */
export interface ObjectType {
  /** Numeric type id, for example `0-2`. */
  readonly id: string;
  /** Plural name of paths, for example `companies`. */
  readonly name: string;
  readonly singular: string;
  /** Properties that a read returns when none are asked for, and always. */
  readonly defaults: readonly string[];
  readonly created: string;
  readonly modified: string;
  /** Properties that a full-text `query` looks at. */
  readonly searchable: readonly string[];
  /** Properties without which a record is not created. */
  readonly required: readonly string[];
  readonly readOnly: boolean;
}

function engagement(id: string, name: string, singular: string, searchable: readonly string[]): ObjectType {
  return {
    id,
    name,
    singular,
    defaults: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    created: 'hs_createdate',
    modified: 'hs_lastmodifieddate',
    searchable,
    required: ['hs_timestamp'],
    readOnly: false,
  };
}

export const COMPANIES: ObjectType = {
  id: '0-2',
  name: 'companies',
  singular: 'company',
  defaults: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
  created: 'createdate',
  modified: 'hs_lastmodifieddate',
  searchable: ['website', 'phone', 'name', 'domain'],
  required: [],
  readOnly: false,
};

export const CONTACTS: ObjectType = {
  id: '0-1',
  name: 'contacts',
  singular: 'contact',
  defaults: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  created: 'createdate',
  modified: 'lastmodifieddate',
  searchable: ['firstname', 'lastname', 'email', 'phone', 'company'],
  required: [],
  readOnly: false,
};

export const DEALS: ObjectType = {
  id: '0-3',
  name: 'deals',
  singular: 'deal',
  defaults: [
    'amount',
    'closedate',
    'createdate',
    'dealname',
    'dealstage',
    'hs_lastmodifieddate',
    'hs_object_id',
    'pipeline',
  ],
  created: 'createdate',
  modified: 'hs_lastmodifieddate',
  searchable: ['dealname', 'pipeline', 'dealstage', 'description', 'dealtype'],
  required: [],
  readOnly: false,
};

export const TICKETS: ObjectType = {
  id: '0-5',
  name: 'tickets',
  singular: 'ticket',
  defaults: [
    'content',
    'createdate',
    'hs_lastmodifieddate',
    'hs_object_id',
    'hs_pipeline',
    'hs_pipeline_stage',
    'hs_ticket_category',
    'hs_ticket_priority',
    'subject',
  ],
  created: 'createdate',
  modified: 'hs_lastmodifieddate',
  searchable: ['subject', 'content', 'hs_pipeline_stage', 'hs_ticket_category', 'hs_ticket_id'],
  required: ['hs_pipeline_stage'],
  readOnly: false,
};

export const TASKS = engagement('0-27', 'tasks', 'task', ['hs_task_body', 'hs_task_subject']);
export const NOTES = engagement('0-46', 'notes', 'note', ['hs_note_body']);
export const MEETINGS = engagement('0-47', 'meetings', 'meeting', ['hs_meeting_title', 'hs_meeting_body']);
export const CALLS = engagement('0-48', 'calls', 'call', ['hs_call_title', 'hs_body_preview']);
export const EMAILS = engagement('0-49', 'emails', 'email', ['hs_email_subject']);

export const FEEDBACK_SUBMISSIONS: ObjectType = {
  ...engagement('0-19', 'feedback_submissions', 'feedback_submission', ['hs_submission_name', 'hs_content']),
  required: [],
  readOnly: true,
};

export const OBJECT_TYPES: readonly ObjectType[] = [
  CONTACTS,
  COMPANIES,
  DEALS,
  TICKETS,
  TASKS,
  NOTES,
  MEETINGS,
  CALLS,
  EMAILS,
  FEEDBACK_SUBMISSIONS,
];

const BY_NAME: ReadonlyMap<string, ObjectType> = new Map(
  OBJECT_TYPES.flatMap((type) => [type.id, type.name, type.singular].map((name) => [name, type] as const)),
);

export function findObjectType(name: string): ObjectType | null {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}

/** The type behind a path segment: plural, singular and numeric id all work, in any case. */
export function objectTypeOf(name: string | undefined): ObjectType {
  const type = findObjectType(name ?? '');
  if (type) return type;
  throw validationError(`Unable to infer object type from: ${name}`);
}
