import { linkTypes } from '../associations/link.ts';
import { deriveOnWrite } from '../objects/computed.ts';
import { CHILD_TO_PARENT } from '../schema/association-types.ts';
import {
  CALLS,
  COMPANIES,
  CONTACTS,
  DEALS,
  EMAILS,
  FEEDBACK_SUBMISSIONS,
  MEETINGS,
  type ObjectType,
  TICKETS,
} from '../schema/object-types.ts';
import { type RecordRef } from '../state/association-table.ts';
import { type PortalState } from '../state/portal-state.ts';
import { crmActivityOf } from '../../world/crm-activity.ts';
import { type World, type WorldCompany } from '../../world/types.ts';
import { callValues, emailValues, feedbackValues, ticketValues } from './activity.ts';
import { companyValues, contactValues, dealValues, meetingValues, type SeedValues } from './records.ts';
import { defineCustomerProperties } from './schema.ts';
import { dayStart } from './days.ts';

function store(state: PortalState, type: ObjectType, id: string, seed: SeedValues): RecordRef {
  const set = Object.fromEntries(Object.entries(seed.values).filter(([, value]) => value !== ''));
  const derived = deriveOnWrite(state, type, set);
  const properties = Object.fromEntries(
    Object.entries({ hs_object_source: 'CRM_UI', ...set, ...derived }).filter(([, value]) => value !== ''),
  );
  state.write(type, {
    id,
    properties,
    createdAt: seed.createdAt,
    updatedAt: Math.max(seed.createdAt, seed.updatedAt),
    archivedAt: null,
    history: {},
  });
  return { typeId: type.id, id };
}

function seedCompany(state: PortalState, world: World, company: WorldCompany): void {
  const ref = store(state, COMPANIES, company.id, companyValues(company, world.options.endDay));
  for (const contact of company.contacts) {
    const person = store(state, CONTACTS, contact.id, contactValues(contact, company, world.options.endDay));
    linkTypes(state, person, ref, []);
  }
  for (const meeting of company.meetings) {
    const held = store(state, MEETINGS, meeting.id, meetingValues(meeting, company, world.options.endDay));
    linkTypes(state, held, ref, []);
    for (const id of meeting.contactIds) {
      const present = state.table(CONTACTS.id).get(id) !== undefined;
      if (present) linkTypes(state, held, { typeId: CONTACTS.id, id }, []);
    }
  }
  for (const deal of company.deals) {
    const sale = store(state, DEALS, deal.id, dealValues(deal, company));
    linkTypes(state, sale, ref, []);
  }
}

/** Of a survey's answer HubSpot knows the person, of the others the company too. */
function seedActivity(state: PortalState, world: World, company: WorldCompany): void {
  const { emails, calls, tickets, feedback } = crmActivityOf(world, company);
  const owner = company.ownerId;
  const tie = (record: RecordRef, contactId: string, withCompany: boolean): void => {
    if (withCompany) linkTypes(state, record, { typeId: COMPANIES.id, id: company.id }, []);
    linkTypes(state, record, { typeId: CONTACTS.id, id: contactId }, []);
  };
  for (const each of emails)
    tie(store(state, EMAILS, each.id, emailValues(each, owner)), each.contactId, true);
  for (const each of calls) tie(store(state, CALLS, each.id, callValues(each, owner)), each.contactId, true);
  for (const each of tickets) {
    tie(store(state, TICKETS, each.id, ticketValues(each, owner)), each.contactId, true);
  }
  for (const each of feedback) {
    tie(store(state, FEEDBACK_SUBMISSIONS, each.id, feedbackValues(each)), each.contactId, false);
  }
}

function seedOwners(state: PortalState, world: World): void {
  const createdAt = dayStart(world.startDay);
  world.owners.forEach((owner, index) => {
    const stored = {
      id: owner.id,
      email: owner.email,
      firstName: owner.firstName,
      lastName: owner.lastName,
      userId: 61_000_000 + index,
      createdAt,
      updatedAt: createdAt,
      archived: false,
    };
    state.owners.set(owner.id, stored);
    state.journal.put('owner', owner.id, stored);
  });
}

function linkParents(state: PortalState, world: World): void {
  for (const { id, parentId } of world.companies) {
    if (parentId === null || !state.table(COMPANIES.id).get(parentId)) continue;
    const child = { typeId: COMPANIES.id, id };
    linkTypes(state, child, { typeId: COMPANIES.id, id: parentId }, [CHILD_TO_PARENT]);
  }
}

/** Fills an empty portal with the customers of a world, dated as the world dates them. */
export function seedPortal(state: PortalState, world: World): void {
  defineCustomerProperties(state, dayStart(world.startDay));
  seedOwners(state, world);
  for (const company of world.companies) {
    seedCompany(state, world, company);
    seedActivity(state, world, company);
  }
  linkParents(state, world);
}
