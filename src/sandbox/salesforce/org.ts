import { addDays } from '../../model/day.ts';
import {
  type World,
  type WorldCompany,
  type WorldContact,
  type WorldDeal,
  type WorldMeeting,
} from '../world/types.ts';
import { type Row } from '../query/soql.ts';
import { type ObjectName, salesforceId, syncedAccountId } from './ids.ts';

/** Rows of every object of an org, as of the world's last day. */
export type Org = ReadonlyMap<string, readonly Row[]>;

/** Everybody the CRM's vendor sells to, also those HubSpot does not know. */
export function buildOrg(world: World): Org {
  const companies = [...world.companies, ...world.strangers];
  const today = world.options.endDay;
  const rows: Record<ObjectName, Row[]> = {
    Account: companies.map((company) => account(company)),
    Contact: companies.flatMap((company) => company.contacts.map((each) => contact(company, each))),
    Opportunity: companies.flatMap((company) => company.deals.map((each) => opportunity(company, each))),
    Task: companies.flatMap((company) => company.meetings.filter(isHeld).map((each) => call(company, each))),
    Event: companies.flatMap((company) => company.meetings.map((each) => event(company, each))),
    User: world.owners.map((owner) =>
      stamped('User', owner.id, world.startDay, {
        Name: `${owner.firstName} ${owner.lastName}`,
        Email: owner.email,
      }),
    ),
  };
  return new Map(
    Object.entries(rows).map(([object, all]) => [
      object,
      all.filter(({ SystemModstamp }) => isPast(SystemModstamp, today)),
    ]),
  );
}

function isPast(stamp: Row[string] | undefined, today: string): boolean {
  return typeof stamp === 'string' && stamp.slice(0, 10) <= today;
}

/** Ids of the records' making spread over the day, so that many have instants of their own. */
function stamped(object: ObjectName, id: string, day: string, fields: Row, isDeleted = false): Row {
  const minute = Number(id.slice(-4).replace(/\D/g, '0')) % 1440;
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000Z`;
  const instant = `${day}T${time}`;
  return {
    Id: salesforceId(object, id),
    ...fields,
    CreatedDate: instant,
    SystemModstamp: instant,
    IsDeleted: isDeleted,
  };
}

function account(company: WorldCompany): Row {
  const parent = company.parentId;
  return stamped('Account', company.id, company.customerSince, {
    Name: company.name,
    // Half of those that HubSpot knows by their id are known by nothing else.
    Website: company.index % 4 === 1 ? null : `https://www.${company.domain}/`,
    ParentId: parent === null ? null : salesforceId('Account', parent),
    OwnerId: salesforceId('User', company.ownerId),
    HubSpot_Company_Id__c: syncedAccountId(company) === null ? company.id : null,
  });
}

function contact(company: WorldCompany, { id, firstName, lastName, email, createdDay }: WorldContact): Row {
  return stamped('Contact', id, createdDay, {
    AccountId: salesforceId('Account', company.id),
    Name: `${firstName} ${lastName}`,
    Email: email,
  });
}

const OPPORTUNITY_TYPE: Readonly<Record<WorldDeal['type'], string>> = {
  newbusiness: 'New Customer',
  existingbusiness: 'Existing Customer - Upgrade',
  renewal: 'Existing Customer - Renewal',
  contraction: 'Existing Customer - Downgrade',
};
const STAGE: Readonly<Record<WorldDeal['outcome'], string>> = {
  open: 'Negotiation/Review',
  won: 'Closed Won',
  lost: 'Closed Lost',
};

function opportunity(company: WorldCompany, deal: WorldDeal): Row {
  const row = stamped('Opportunity', deal.id, deal.closedDay ?? deal.createdDay, {
    AccountId: salesforceId('Account', company.id),
    Name: deal.name,
    Type: OPPORTUNITY_TYPE[deal.type],
    StageName: STAGE[deal.outcome],
    Amount: deal.amount,
    CloseDate: deal.closedDay ?? addDays(deal.createdDay, 60),
    IsClosed: deal.outcome !== 'open',
    IsWon: deal.outcome === 'won',
  });
  return { ...row, CreatedDate: `${deal.createdDay}T09:00:00.000Z` };
}

function whoOf({ contactIds }: WorldMeeting): string | null {
  const [first] = contactIds;
  return first === undefined ? null : salesforceId('Contact', first);
}

function isHeld({ outcome }: WorldMeeting): boolean {
  return outcome === 'COMPLETED';
}

/** Whoever meets a customer calls the day before. */
function call(company: WorldCompany, meeting: WorldMeeting): Row {
  const day = addDays(meeting.day, -1);
  return stamped('Task', meeting.id, day, {
    AccountId: salesforceId('Account', company.id),
    WhoId: whoOf(meeting),
    Subject: `Call: ${meeting.title}`,
    TaskSubtype: 'Call',
    Status: 'Completed',
    IsClosed: true,
    ActivityDate: day,
    CompletedDateTime: `${day}T15:00:00.000Z`,
  });
}

/** A meeting that did not take place is deleted, and stays in the recycle bin. */
function event(company: WorldCompany, meeting: WorldMeeting): Row {
  const held = meeting.outcome === 'COMPLETED' || meeting.outcome === 'SCHEDULED';
  return stamped(
    'Event',
    meeting.id,
    meeting.day,
    {
      AccountId: salesforceId('Account', company.id),
      WhoId: whoOf(meeting),
      Subject: meeting.title,
      StartDateTime: `${meeting.day}T10:00:00.000Z`,
      ActivityDate: meeting.day,
    },
    !held,
  );
}
