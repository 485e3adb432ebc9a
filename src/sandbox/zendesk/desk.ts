import { type WorldTicket, helpDeskOf, ticketsOf } from '../world/tickets.ts';
import { type World, type WorldCompany, type WorldContact } from '../world/types.ts';

/** Objects in the vendor's wire format, oldest change first. */
export interface Desk {
  readonly organizations: readonly DeskObject[];
  readonly users: readonly DeskObject[];
  readonly tickets: readonly DeskObject[];
  readonly metricSets: ReadonlyMap<number, object>;
  readonly ratings: readonly DeskObject[];
  readonly surveyResponses: readonly (Readonly<Record<string, unknown>> & {
    readonly id: string;
    readonly created_at: string;
  })[];
}

export interface DeskObject {
  readonly [field: string]: unknown;
  readonly id: number;
  readonly created_at: string;
  readonly updated_at: string;
}

const FIRST_ORGANIZATION = 360_001_000_000;
/** Ticket field that says what a ticket is about. */
export const TOPIC_FIELD = 4_417_900_001;
const DAY_MS = 86_400_000;
const SURVEY_QUESTION = {
  type: 'rating_scale_numeric',
  alias: 'customer_satisfaction_rating',
  sub_type: 'customer_satisfaction',
  options: [1, 2, 3, 4, 5].map((rating) => ({ rating })),
};

/** The help desk of the customers that use it. */
export function buildDesk(world: World): Desk {
  const companies = [...world.companies, ...world.strangers].filter(
    (company) => helpDeskOf(company) === 'zendesk' && company.customerSince <= world.options.endDay,
  );
  const tickets = companies.flatMap((company) => ticketsOf(world, company));
  const rated = tickets.filter(({ rating }) => rating !== null);
  return {
    organizations: byChange(companies.map(organization)),
    users: byChange(
      companies.flatMap((company) => company.contacts.map((contact) => user(company, contact))),
    ),
    tickets: byChange(tickets.map(ticketObject)),
    metricSets: new Map(tickets.map((ticket) => [ticket.number, metricSet(ticket)])),
    ratings: byChange(rated.map(legacyRating)),
    surveyResponses: rated.map(surveyResponse),
  };
}

function byChange(objects: readonly DeskObject[]): DeskObject[] {
  return [...objects].sort((a, b) => Date.parse(a.updated_at) - Date.parse(b.updated_at) || a.id - b.id);
}

function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function organizationId({ index }: WorldCompany): number {
  return FIRST_ORGANIZATION + index;
}

/** One in three is tied to the CRM by its id, one by its domain, one by its users' addresses only. */
function organization(company: WorldCompany): DeskObject {
  const { index, name, domain, accountId, id, customerSince } = company;
  const created = instant(Date.parse(customerSince) + index * 1000);
  return {
    id: organizationId(company),
    name,
    external_id: accountId,
    domain_names: index % 3 === 1 ? [domain] : [],
    organization_fields: { hubspot_company_id: index % 3 === 0 ? id : null },
    created_at: created,
    updated_at: created,
  };
}

function user(company: WorldCompany, contact: WorldContact): DeskObject {
  const created = instant(Date.parse(contact.createdDay) + company.index * 1000);
  return {
    id: Number(contact.id),
    name: `${contact.firstName} ${contact.lastName}`,
    email: contact.email,
    role: 'end-user',
    organization_id: organizationId(company),
    created_at: created,
    updated_at: created,
  };
}

function updatedAt({ openedAt, solvedAt }: WorldTicket): number {
  return solvedAt ?? openedAt;
}

/** One in ten was opened before the requester was put into the organization; one in forty is spam and deleted. */
function ticketObject(ticket: WorldTicket): DeskObject {
  const { number, company, requester, openedAt, solvedAt, subject, text, topic } = ticket;
  const shared = { id: number, created_at: instant(openedAt), updated_at: instant(updatedAt(ticket)) };
  if (number % 40 === 0)
    return { ...shared, status: 'deleted', subject: 'SCRUBBED', description: 'SCRUBBED' };
  const settled = solvedAt === null ? 'open' : 'solved';
  return {
    ...shared,
    status: settled,
    subject,
    description: text,
    requester_id: Number(requester.id),
    organization_id: number % 10 === 0 ? null : organizationId(company),
    custom_fields: [{ id: TOPIC_FIELD, value: topic }],
    tags: [topic],
  };
}

function metricSet(ticket: WorldTicket): object {
  const { number, openedAt, firstReplyAt, solvedAt } = ticket;
  const minutes = Math.round((firstReplyAt - openedAt) / 60_000);
  return {
    ticket_id: number,
    solved_at: solvedAt === null ? null : instant(solvedAt),
    reply_time_in_minutes: { calendar: minutes, business: Math.round(minutes / 3) },
  };
}

function ratedAt(ticket: WorldTicket): number {
  return updatedAt(ticket) + (ticket.number % 3) * (DAY_MS / 4);
}

function legacyRating(ticket: WorldTicket): DeskObject {
  const at = instant(ratedAt(ticket));
  return {
    id: 9_000_000 + ticket.number,
    ticket_id: ticket.number,
    requester_id: Number(ticket.requester.id),
    score: (ticket.rating ?? 0) > 3 ? 'good' : 'bad',
    comment: null,
    created_at: at,
    updated_at: at,
  };
}

function surveyResponse(ticket: WorldTicket) {
  const at = instant(ratedAt(ticket));
  return {
    id: `01SANDBOX${String(ticket.number).padStart(17, '0')}`,
    responder_id: Number(ticket.requester.id),
    subjects: [{ id: String(ticket.number), type: 'ticket', zrn: `zen:ticket:${ticket.number}` }],
    survey: { id: '01SANDBOXSURVEY', version: 1, state: 'enabled' },
    answers: [
      {
        type: 'rating_scale',
        rating: ticket.rating,
        rating_category: (ticket.rating ?? 0) > 3 ? 'good' : 'bad',
        question: SURVEY_QUESTION,
        created_at: at,
        updated_at: at,
      },
      { type: 'skipped', question: { alias: 'comment', type: 'open_ended' }, created_at: at, updated_at: at },
    ],
    expires_at: instant(ratedAt(ticket) + 28 * DAY_MS),
    created_at: at,
  };
}
