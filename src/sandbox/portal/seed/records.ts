import {
  type WorldCompany,
  type WorldContact,
  type WorldDeal,
  type WorldMeeting,
} from '../../world/types.ts';
import { syncedAccountId } from '../../salesforce/ids.ts';
import { dayStart, latestDay } from './days.ts';

/** Values and moments (ms) of a seeded record; empty texts are left out. */
export interface SeedValues {
  readonly values: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const MONTHS_PER_YEAR = 12;
const MINOR_UNITS = 100;

function annualRevenue(company: WorldCompany): number {
  const seats = company.seats.at(-1)?.seats ?? 0;
  const periods = company.billing.interval === 'month' ? MONTHS_PER_YEAR : 1;
  return (seats * company.billing.unitAmountMinor * periods) / MINOR_UNITS;
}

/** Only what a CRM would know: of the truth no more than that a customer has left. */
export function companyValues(company: WorldCompany, endDay: string): SeedValues {
  const churnDay = company.truth.churnDay;
  const lost = churnDay !== null && churnDay <= endDay;
  const changes = [...company.seats.map((change) => change.day), churnDay];
  return {
    values: {
      name: company.name,
      domain: company.domain,
      website: `https://${company.domain}`,
      lifecyclestage: lost ? 'other' : 'customer',
      hubspot_owner_id: company.ownerId,
      customer_segment: company.segment,
      customer_since: company.customerSince,
      arr: String(annualRevenue(company)),
      arr_currency: company.currency,
      hs_parent_company_id: company.parentId ?? '',
      salesforceaccountid: syncedAccountId(company) ?? '',
    },
    createdAt: dayStart(company.customerSince, 8),
    updatedAt: dayStart(latestDay(company.customerSince, changes, endDay), 8),
  };
}

const BUYING_ROLES: Readonly<Record<string, string>> = {
  'executive-sponsor': 'EXECUTIVE_SPONSOR',
  champion: 'CHAMPION',
};

export function contactValues(contact: WorldContact, company: WorldCompany, endDay: string): SeedValues {
  const left = contact.leftDay !== null && contact.leftDay <= endDay ? contact.leftDay : '';
  return {
    values: {
      email: contact.email,
      firstname: contact.firstName,
      lastname: contact.lastName,
      company: company.name,
      lifecyclestage: 'customer',
      hubspot_owner_id: company.ownerId,
      hs_buying_role: BUYING_ROLES[contact.role] ?? '',
      left_company_at: left,
    },
    createdAt: dayStart(contact.createdDay, 9),
    updatedAt: dayStart(left || contact.createdDay, 9),
  };
}

/** Meetings are put into the CRM about two weeks ahead. */
const SCHEDULED_AHEAD_MS = 14 * 86_400_000;
const MEETING_MS = 45 * 60_000;

export function meetingValues(meeting: WorldMeeting, company: WorldCompany, endDay: string): SeedValues {
  const start = dayStart(meeting.day, 10);
  const createdAt = Math.min(start - SCHEDULED_AHEAD_MS, dayStart(endDay, 8));
  const past = meeting.day <= endDay;
  return {
    values: {
      hs_timestamp: new Date(start).toISOString(),
      hs_meeting_title: meeting.title,
      hs_meeting_start_time: new Date(start).toISOString(),
      hs_meeting_end_time: new Date(start + MEETING_MS).toISOString(),
      hs_meeting_outcome: meeting.outcome,
      hs_activity_type: meeting.review ? 'Business review' : 'Check-in',
      hubspot_owner_id: company.ownerId,
    },
    createdAt,
    updatedAt: past ? start + MEETING_MS : createdAt,
  };
}

const STAGES: Readonly<Record<WorldDeal['outcome'], string>> = {
  open: 'qualifiedtobuy',
  won: 'closedwon',
  lost: 'closedlost',
};

export function dealValues(deal: WorldDeal, company: WorldCompany): SeedValues {
  const closed = deal.closedDay;
  return {
    values: {
      dealname: deal.name,
      amount: String(deal.amount),
      deal_currency_code: company.currency,
      dealtype: deal.type,
      pipeline: 'default',
      dealstage: STAGES[deal.outcome],
      closedate: closed === null ? '' : new Date(dayStart(closed, 16)).toISOString(),
      hubspot_owner_id: company.ownerId,
    },
    createdAt: dayStart(deal.createdDay, 9),
    updatedAt: dayStart(closed ?? deal.createdDay, 16),
  };
}
