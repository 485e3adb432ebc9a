import { type CrmCall, type CrmEmail, type CrmFeedback, type CrmTicket } from '../../world/crm-activity.ts';
import { type SeedValues } from './records.ts';

/** Mails, calls, tickets and survey answers of the world as records of the portal. */

const iso = (ms: number): string => new Date(ms).toISOString();

function at(ms: number, values: SeedValues['values']): SeedValues {
  return { values, createdAt: ms, updatedAt: ms };
}

export function emailValues(email: CrmEmail, ownerId: string): SeedValues {
  return at(email.at, {
    hs_timestamp: iso(email.at),
    hs_email_subject: email.inbound ? 'Re: Checking in' : 'Checking in',
    hs_email_direction: email.inbound ? 'INCOMING_EMAIL' : 'EMAIL',
    hs_email_status: 'SENT',
    hs_email_thread_id: email.threadId,
    hubspot_owner_id: ownerId,
  });
}

export function callValues(call: CrmCall, ownerId: string): SeedValues {
  return at(call.at, {
    hs_timestamp: iso(call.at),
    hs_call_title: 'Call',
    hs_call_direction: 'OUTBOUND',
    hs_call_status: call.answered ? 'COMPLETED' : 'NO_ANSWER',
    hubspot_owner_id: ownerId,
  });
}

const NEW_STAGE = '1';
const CLOSED_STAGE = '4';

export function ticketValues(ticket: CrmTicket, ownerId: string): SeedValues {
  return {
    values: {
      subject: ticket.subject,
      content: ticket.text,
      hs_pipeline: '0',
      hs_pipeline_stage: ticket.closedAt === null ? NEW_STAGE : CLOSED_STAGE,
      hs_ticket_category: 'BILLING_ISSUE',
      closed_date: ticket.closedAt === null ? '' : iso(ticket.closedAt),
      hubspot_owner_id: ownerId,
    },
    createdAt: ticket.openedAt,
    updatedAt: ticket.closedAt ?? ticket.openedAt,
  };
}

export function feedbackValues(feedback: CrmFeedback): SeedValues {
  return at(feedback.at, {
    hs_survey_type: feedback.survey,
    hs_value: String(feedback.score),
    hs_submission_timestamp: iso(feedback.at),
    hs_contact_id: feedback.contactId,
  });
}
