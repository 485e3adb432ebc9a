import { options, type PropertyDefinition, READ_ONLY, standardGroup } from './property.ts';
import { recordProperties } from './standard-crm.ts';

function engagementProperties(group: string): PropertyDefinition[] {
  const { datetime, text, html } = standardGroup(group);
  return [
    ...recordProperties(group, 'hs_createdate', 'hs_lastmodifieddate'),
    datetime('hs_timestamp', 'Activity date'),
    text('hs_engagement_source', 'Source', READ_ONLY),
    html('hs_body_preview', 'Body preview', READ_ONLY),
  ];
}

export function taskProperties(): PropertyDefinition[] {
  const { text, html, select, datetime, bool, number, reference } = standardGroup('task');
  return [
    ...engagementProperties('task'),
    text('hs_task_subject', 'Task Title'),
    html('hs_task_body', 'Task Notes'),
    select(
      'hs_task_status',
      'Task Status',
      options(
        'NOT_STARTED=Not started',
        'IN_PROGRESS=In progress',
        'WAITING=Waiting',
        'COMPLETED=Completed',
        'DEFERRED=Deferred',
      ),
    ),
    select('hs_task_priority', 'Priority', options('NONE=None', 'LOW=Low', 'MEDIUM=Medium', 'HIGH=High')),
    select(
      'hs_task_type',
      'Task Type',
      options('TODO=To-do', 'CALL=Call', 'EMAIL=Email', 'LINKED_IN=LinkedIn'),
    ),
    text('hs_task_reminders', 'Reminders'),
    datetime('hs_task_completion_date', 'Completed at', READ_ONLY),
    bool('hs_task_is_completed', 'Is completed', { ...READ_ONLY, calculated: true }),
    number('hs_task_completion_count', 'Completion count', { ...READ_ONLY, calculated: true }),
    text('hs_task_for_object_type', 'Task for object type', READ_ONLY),
    bool('hs_task_missed_due_date', 'Missed due date', { ...READ_ONLY, calculated: true }),
    reference('hs_queue_membership_ids', 'Task queues', { fieldType: 'checkbox' }),
  ];
}

export function meetingProperties(): PropertyDefinition[] {
  const { text, html, select, datetime, reference } = standardGroup('meeting');
  return [
    ...engagementProperties('meeting'),
    text('hs_meeting_title', 'Meeting name'),
    html('hs_meeting_body', 'Meeting description'),
    html('hs_internal_meeting_notes', 'Internal meeting notes'),
    text('hs_meeting_location', 'Meeting location'),
    text('hs_meeting_external_url', 'External URL'),
    datetime('hs_meeting_start_time', 'Meeting start time'),
    datetime('hs_meeting_end_time', 'Meeting end time'),
    select(
      'hs_meeting_outcome',
      'Meeting outcome',
      options(
        'SCHEDULED=Scheduled',
        'COMPLETED=Completed',
        'RESCHEDULED=Rescheduled',
        'NO_SHOW=No show',
        'CANCELED=Canceled',
      ),
    ),
    reference('hs_activity_type', 'Call and meeting type'),
  ];
}

export function callProperties(): PropertyDefinition[] {
  const { text, html, select, number, reference } = standardGroup('call');
  return [
    ...engagementProperties('call'),
    text('hs_call_title', 'Call Title'),
    html('hs_call_body', 'Call notes'),
    select('hs_call_direction', 'Call direction', options('INBOUND=Inbound', 'OUTBOUND=Outbound')),
    select(
      'hs_call_status',
      'Call status',
      options(
        'BUSY',
        'CALLING_CRM_USER',
        'CANCELED',
        'COMPLETED',
        'CONNECTING',
        'FAILED',
        'IN_PROGRESS',
        'MISSED',
        'NO_ANSWER',
        'QUEUED',
        'RINGING',
      ),
    ),
    number('hs_call_duration', 'Call duration'),
    reference('hs_call_disposition', 'Call outcome'),
    reference('hs_activity_type', 'Call and meeting type'),
  ];
}

export function emailProperties(): PropertyDefinition[] {
  const { text, html, textarea, select } = standardGroup('email');
  return [
    ...engagementProperties('email'),
    text('hs_email_subject', 'Email subject'),
    textarea('hs_email_text', 'Text body'),
    html('hs_email_html', 'HTML body'),
    textarea('hs_email_headers', 'Email headers'),
    text('hs_email_thread_id', 'Email thread ID', READ_ONLY),
    select(
      'hs_email_direction',
      'Email Direction',
      options('EMAIL=Email sent', 'INCOMING_EMAIL=Incoming', 'FORWARDED_EMAIL=Forwarded'),
    ),
    select(
      'hs_email_status',
      'Email send status',
      options('BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT'),
    ),
  ];
}

export function noteProperties(): PropertyDefinition[] {
  const { html, text } = standardGroup('note');
  return [
    ...engagementProperties('note'),
    html('hs_note_body', 'Note body'),
    text('hs_attachment_ids', 'Attached file IDs'),
  ];
}

export function feedbackProperties(): PropertyDefinition[] {
  const group = 'feedback_submission';
  const { text, textarea, number, select, datetime } = standardGroup(group);
  return [
    ...recordProperties(group, 'hs_createdate', 'hs_lastmodifieddate'),
    datetime('hs_submission_timestamp', 'Date submitted', READ_ONLY),
    text('hs_submission_name', 'Submission name', READ_ONLY),
    select('hs_survey_type', 'Survey type', options('NPS', 'CSAT', 'CES', 'CUSTOM'), READ_ONLY),
    text('hs_survey_id', 'Survey ID', READ_ONLY),
    number('hs_value', 'Rating', READ_ONLY),
    textarea('hs_content', 'Response', READ_ONLY),
    text('hs_contact_id', 'Contact ID', READ_ONLY),
    text('hs_contact_email_rollup', 'Contact email', READ_ONLY),
    text('hs_response_group', 'Response type', READ_ONLY),
  ];
}
