import Sentiment from 'sentiment';
import { type CrmCompany } from '../src/model/company.ts';
import { type SourceRecord } from '../src/model/record.ts';
import { crmActivityOf } from '../src/sandbox/world/crm-activity.ts';
import { answersOf } from '../src/sandbox/world/satisfaction.ts';
import { ticketsOf } from '../src/sandbox/world/tickets.ts';
import { type World, type WorldCompany } from '../src/sandbox/world/types.ts';
import { createTicketSentiment } from '../src/sources/sentiment/index.ts';

/**
 * What the sources deliver of a simulated customer, without systems, HTTP and store in between: the same facts, in
 * seconds instead of minutes. Late data, double persons and accounts that match nobody are only in the whole way.
 */

const sentimentOf = createTicketSentiment(new Sentiment());

export function crmCompanyOf(company: WorldCompany): CrmCompany {
  return {
    companyId: company.id,
    name: company.name,
    domains: [company.domain],
    ownerId: company.ownerId,
    parentCompanyId: company.parentId,
    lifecycleStage: 'customer',
    segment: company.segment,
    customerSince: company.customerSince,
    arr: null,
    currency: company.currency,
    createdAt: company.customerSince,
    updatedAt: company.customerSince,
    archived: false,
    healthProperties: {},
  };
}

export function recordsOf(world: World, company: WorldCompany): SourceRecord[] {
  return [
    ...billingOf(company, world.options.endDay),
    ...successOf(company),
    ...peopleOf(company),
    ...conversationsOf(world, company),
  ];
}

/** Customers whose bills go to a free mail address are matched to nobody. */
function billingOf(
  { id: accountId, billing, customerSince, currency, truth, seats }: WorldCompany,
  today: string,
): SourceRecord[] {
  if (billing.link === 'free-mail') return [];
  const months = billing.interval === 'year' ? 12 : 1;
  const price = billing.unitAmountMinor / 100 / months;
  const lost = truth.churnDay !== null && truth.churnDay <= today ? truth.churnDay : null;
  const invoices = billing.invoices.map((each): SourceRecord => ({
    kind: 'invoice',
    id: each.id,
    accountId,
    issuedAt: each.issuedDay,
    dueAt: each.dueDay,
    paidAt: each.paidDay,
    amount: each.amountMinor / 100,
    currency,
    status: each.paidDay === null ? 'open' : 'paid',
    seats: each.seats,
    monthlyAmount: each.seats * price,
  }));
  const failed = billing.invoices.flatMap(({ id, failedDays }) =>
    failedDays.map((at): SourceRecord => ({ kind: 'failed-charge', id: `${id}-${at}`, accountId, at })),
  );
  const seatsNow = seats.at(-1)?.seats ?? 0;
  return [
    ...invoices,
    ...failed,
    {
      kind: 'subscription',
      id: 'subscription',
      accountId,
      startedAt: customerSince,
      endedAt: lost,
      canceledAt: lost,
      currentPeriodEnd: billing.renewsAt,
      termMonths: months,
      autoRenew: billing.autoRenew,
      seats: seatsNow,
      monthlyAmount: seatsNow * price,
      currency,
      trial: false,
    },
  ];
}

function successOf({ id: accountId, success }: WorldCompany): SourceRecord[] {
  return [
    ...success.goals.map(({ name, measuredDay, progress, startDay, dueDay }): SourceRecord => ({
      kind: 'goal',
      id: `${name} ${measuredDay}`,
      accountId,
      name,
      measuredAt: measuredDay,
      progress,
      startedAt: startDay,
      dueAt: dueDay,
    })),
    ...success.roi.map(({ day, value, cost }): SourceRecord => ({
      kind: 'roi',
      id: day,
      accountId,
      at: day,
      value,
      cost,
    })),
    ...success.budgets.map(({ day, change, dedicated }): SourceRecord => ({
      kind: 'budget',
      id: day,
      accountId,
      at: day,
      change,
      dedicated,
    })),
    ...success.advocacy.map(({ day, act }): SourceRecord => ({
      kind: 'advocacy',
      id: `${act} ${day}`,
      accountId,
      at: day,
      act,
    })),
  ];
}

const OUTCOMES = {
  SCHEDULED: 'scheduled',
  COMPLETED: 'completed',
  NO_SHOW: 'no-show',
  CANCELED: 'canceled',
  RESCHEDULED: 'rescheduled',
} as const;
const DEALS = {
  newbusiness: 'new',
  existingbusiness: 'expansion',
  renewal: 'renewal',
  contraction: 'contraction',
} as const;

function peopleOf({ id: accountId, contacts, meetings, deals }: WorldCompany): SourceRecord[] {
  return [
    ...contacts.map(({ id, createdDay, email, firstName, lastName, role, leftDay }): SourceRecord => ({
      kind: 'contact',
      id,
      accountId,
      createdAt: createdDay,
      email,
      name: `${firstName} ${lastName}`,
      role,
      leftAt: leftDay,
    })),
    ...meetings.map(({ id, day, title, review, outcome, contactIds }): SourceRecord => ({
      kind: 'meeting',
      id,
      accountId,
      at: day,
      title,
      review,
      outcome: OUTCOMES[outcome],
      contactIds: [...contactIds],
    })),
    ...deals.map(({ id, createdDay, closedDay, name, type, amount, outcome }): SourceRecord => ({
      kind: 'deal',
      id,
      accountId,
      createdAt: createdDay,
      closedAt: closedDay,
      name,
      dealType: DEALS[type],
      amount,
      outcome,
    })),
  ];
}

const instant = (ms: number): string => new Date(ms).toISOString();

function conversationsOf(world: World, company: WorldCompany): SourceRecord[] {
  const accountId = company.id;
  const { emails, calls, tickets, feedback } = crmActivityOf(world, company);
  const asked = [
    ...ticketsOf(world, company),
    ...tickets.map((each) => ({ ...each, solvedAt: each.closedAt })),
  ];
  const mails = emails.map(({ id, at, threadId, inbound, contactId }): SourceRecord =>
    inbound
      ? {
          kind: 'interaction',
          id,
          accountId,
          at: instant(at),
          method: 'email',
          contactId,
          answersThread: threadId,
        }
      : { kind: 'outreach', id, accountId, sentAt: instant(at), answeredAt: null, thread: threadId },
  );
  const talks = calls.map(({ id, at, answered, contactId }): SourceRecord =>
    answered
      ? { kind: 'interaction', id, accountId, at: instant(at), method: 'call', contactId }
      : { kind: 'outreach', id, accountId, sentAt: instant(at), answeredAt: null, thread: contactId },
  );
  const answer = (id: string, survey: 'nps' | 'csat', score: number, at: string): SourceRecord[] => [
    { kind: 'survey', id, accountId, survey, score, at },
  ];
  return [
    ...mails,
    ...talks,
    ...asked.map(({ openedAt, solvedAt, subject, text }, place): SourceRecord => ({
      kind: 'ticket',
      id: `ticket ${place}`,
      accountId,
      openedAt: instant(openedAt),
      closedAt: solvedAt === null ? null : instant(solvedAt),
      sentiment: sentimentOf(`${subject}\n${text}`),
      topic: null,
    })),
    ...feedback.flatMap(({ id, at, survey, score }) =>
      answer(id, survey === 'NPS' ? 'nps' : 'csat', score, instant(at)),
    ),
    ...ticketsOf(world, company).flatMap(({ number, solvedAt, rating }) =>
      rating === null || solvedAt === null
        ? []
        : answer(`rating ${number}`, 'csat', rating, instant(solvedAt)),
    ),
    ...answersOf(world, company).flatMap(({ id, day, recommends, satisfied }) => [
      ...answer(`${id} nps`, 'nps', recommends, day),
      ...(satisfied === null ? [] : answer(`${id} csat`, 'csat', satisfied, day)),
    ]),
  ];
}
