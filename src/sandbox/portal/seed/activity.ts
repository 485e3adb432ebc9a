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

/** HubSpot's own outcomes of calls. */
const CONNECTED = 'f240bbac-87c9-4f6e-bf70-924b57d47db7';
const NO_ANSWER = '73a0d17f-1163-4015-bdd5-ec830791da20';

/** Every second one was logged by hand: then the status says that it is over, and the outcome how it went. */
export function callValues(call: CrmCall, ownerId: string): SeedValues {
  const isLogged = Number(call.id) % 2 === 1;
  return at(call.at, {
    hs_timestamp: iso(call.at),
    hs_call_title: 'Call',
    hs_call_direction: 'OUTBOUND',
    hs_call_status: call.answered || isLogged ? 'COMPLETED' : 'NO_ANSWER',
    ...(isLogged && { hs_call_disposition: call.answered ? CONNECTED : NO_ANSWER }),
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
