import { helpDeskOf, ticketsOf, type WorldTicket } from '../world/tickets.ts';
import { type World, type WorldCompany, type WorldContact } from '../world/types.ts';

/** An object in the vendor's wire format. */
export type WireObject = Readonly<Record<string, unknown>> & { readonly id: string };

export interface Workspace {
  readonly companies: readonly WireObject[];
  readonly contacts: ReadonlyMap<string, WireObject>;
  /** Oldest change first. */
  readonly conversations: readonly (WireObject & { readonly updated_at: number })[];
}

const APP_ID = 'sandbox1';
/** One conversation in so many was started by the vendor. */
const OUTREACH_EVERY = 6;

/** The workspace of the customers that use this help desk. */
export function buildWorkspace(world: World): Workspace {
  const companies = [...world.companies, ...world.strangers].filter(
    (company) => helpDeskOf(company) === 'intercom' && company.customerSince <= world.options.endDay,
  );
  const contacts = companies.flatMap((company) => company.contacts.map((each) => contact(company, each)));
  const conversations = companies.flatMap((company) => ticketsOf(world, company)).map(conversation);
  return {
    companies: companies.map(companyObject),
    contacts: new Map(contacts.map((each) => [each.id, each])),
    conversations: conversations.sort((a, b) => a.updated_at - b.updated_at || (a.id < b.id ? -1 : 1)),
  };
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

export function intercomCompanyId({ index }: Pick<WorldCompany, 'index'>): string {
  return `66f1a0b2c3d4e5f6${String(index).padStart(8, '0')}`;
}

function contactId(id: string): string {
  return `66f2b1c3d4e5${id.padStart(12, '0')}`;
}

/** Ties to the CRM take turns: the id, the website, the users' addresses only. */
function companyObject(company: WorldCompany): WireObject {
  const { index, name, accountId, id, domain, customerSince } = company;
  const created = seconds(Date.parse(customerSince));
  const turn = Math.floor(index / 3) % 3;
  return {
    type: 'company',
    id: intercomCompanyId(company),
    app_id: APP_ID,
    company_id: accountId,
    name,
    website: turn === 1 ? `https://www.${domain}` : null,
    created_at: created,
    updated_at: created,
    monthly_spend: 0,
    session_count: 0,
    user_count: company.contacts.length,
    custom_attributes: turn === 0 ? { hubspot_company_id: id } : {},
    tags: { type: 'tag.list', tags: [] },
    segments: { type: 'segment.list', segments: [] },
  };
}

function contact(
  company: WorldCompany,
  { id, email, firstName, lastName, createdDay }: WorldContact,
): WireObject {
  const companyId = intercomCompanyId(company);
  const created = seconds(Date.parse(createdDay));
  return {
    type: 'contact',
    id: contactId(id),
    workspace_id: APP_ID,
    external_id: id,
    role: 'user',
    email,
    name: `${firstName} ${lastName}`,
    created_at: created,
    updated_at: created,
    companies: {
      type: 'list',
      data: [{ id: companyId, type: 'company', url: `/companies/${companyId}` }],
      url: `/contacts/${contactId(id)}/companies`,
      total_count: 1,
      has_more: false,
    },
  };
}

function conversation(ticket: WorldTicket) {
  const { number, requester, openedAt, firstReplyAt, solvedAt, subject, text, topic } = ticket;
  const byVendor = number % OUTREACH_EVERY === 0;
  const author = byVendor
    ? { type: 'admin', id: '814860', name: 'Support', email: 'support@vendor.example' }
    : { type: 'user', id: contactId(requester.id), name: requester.firstName, email: requester.email };
  return {
    type: 'conversation' as const,
    id: String(2_000_000 + number),
    title: subject,
    created_at: seconds(openedAt),
    updated_at: seconds(solvedAt ?? firstReplyAt),
    state: solvedAt === null ? 'open' : 'closed',
    open: solvedAt === null,
    read: true,
    source: {
      type: 'conversation',
      id: `msg-${number}`,
      delivered_as: byVendor ? 'admin_initiated' : 'customer_initiated',
      subject: '',
      body: `<p>${text}</p>`,
      author,
    },
    contacts: {
      type: 'contact.list',
      contacts: [{ type: 'contact', id: contactId(requester.id), external_id: requester.id }],
    },
    tags: { type: 'tag.list', tags: [{ type: 'tag', id: topic, name: topic }] },
    conversation_rating: ticket.rating === null ? null : rating(ticket),
    statistics: statistics(ticket, byVendor),
  };
}

function rating({ rating: given, requester, solvedAt, openedAt }: WorldTicket): object {
  const at = seconds(solvedAt ?? openedAt);
  return {
    rating: given,
    remark: '',
    created_at: at,
    updated_at: at,
    contact: { type: 'contact', id: contactId(requester.id), external_id: requester.id },
    teammate: { type: 'admin', id: 814860 },
  };
}

function statistics({ openedAt, firstReplyAt, solvedAt }: WorldTicket, byVendor: boolean): object {
  const [opened, replied] = [seconds(openedAt), seconds(firstReplyAt)];
  return {
    type: 'conversation_statistics',
    time_to_admin_reply: byVendor ? null : replied - opened,
    first_contact_reply_at: byVendor ? replied : opened,
    first_admin_reply_at: byVendor ? opened : replied,
    last_contact_reply_at: byVendor ? replied : opened,
    last_admin_reply_at: byVendor ? opened : replied,
    first_close_at: solvedAt === null ? null : seconds(solvedAt),
    last_close_at: solvedAt === null ? null : seconds(solvedAt),
    count_reopens: 0,
    count_assignments: 1,
    count_conversation_parts: 3,
  };
}
