import { type WorldActivity, type WorldCompany } from '../world/types.ts';
import { parseEventName } from '../world/vocabulary.ts';

export const PROJECT_ID = 187_520;

/** Parts of the events of one world that never change, encoded once. Each ends with a comma. */
export interface ConstantParts {
  /** An event's start: `{`, the user and the account. Without the user's id for the few events that lack it. */
  user(company: WorldCompany, activity: Pick<WorldActivity, 'userId' | 'email'>): UserPart;
  /** `event_type` and `event_properties` of an event name of the world. */
  event(name: string): Buffer;
  /** The start of an event of somebody before login: no user and no account. */
  readonly visitor: Buffer;
}

export interface UserPart {
  readonly named: Buffer;
  readonly withoutId: Buffer;
}

const COUNTRIES = ['Spain', 'Germany', 'United Kingdom', 'United States'] as const;

/** Of the vendor's some fifty fields those that a usage source can need or stumble over; most others are null. */
const OTHER_FIELDS = { paying: null, data: {} };

function fragment(fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(fields).slice(1, -1)},`;
}

/** Only what the vendor of the product would have set: how far an account can be tied to the CRM differs. */
function groupProperties(company: WorldCompany): Record<string, string> {
  const { name, domain } = company;
  if (company.usage.link === 'hubspot-id') return { name, hubspot_company_id: company.id };
  return company.usage.link === 'domain' ? { name, domain } : { name };
}

/** The number after the company in `u_0007_012`; the technical user has none. */
function amplitudeIdOf(company: WorldCompany, userId: string): number {
  const place = Number(userId.split('_')[2] ?? 9999);
  return 900_000_000_000 + company.index * 10_000 + place;
}

function userFields(company: WorldCompany, userId: string, email: string): string {
  const system = email === '';
  const amplitudeId = amplitudeIdOf(company, userId);
  const role = company.contacts.find((contact) => contact.userId === userId)?.role ?? 'member';
  return fragment({
    app: PROJECT_ID,
    amplitude_id: amplitudeId,
    device_id: `${userId}-device`,
    platform: system ? null : 'Web',
    library: system ? 'amplitude-node/1.5.73' : 'amplitude-ts/2.25.4',
    country: COUNTRIES[company.index % COUNTRIES.length],
    groups: { company: [company.accountId] },
    group_properties: { company: { [company.accountId]: groupProperties(company) } },
    user_properties: system ? { role: 'system' } : { email, role },
    ...OTHER_FIELDS,
  });
}

function userPart(company: WorldCompany, userId: string, email: string): UserPart {
  const fields = userFields(company, userId, email);
  return {
    named: Buffer.from(`{"user_id":${JSON.stringify(userId)},${fields}`),
    withoutId: Buffer.from(`{"user_id":null,${fields}`),
  };
}

function eventPart(name: string): Buffer {
  const { event, integration } = parseEventName(name);
  return Buffer.from(
    fragment({
      event_type: event,
      event_properties: integration === null ? { source: 'app' } : { integration },
    }),
  );
}

function visitorPart(): Buffer {
  const fields = fragment({
    user_id: null,
    app: PROJECT_ID,
    device_id: 'shared-kiosk',
    platform: 'Web',
    library: 'amplitude-ts/2.25.4',
    groups: {},
    group_properties: {},
    user_properties: {},
    ...OTHER_FIELDS,
  });
  return Buffer.from(`{${fields}`);
}

/** Remembers what was encoded for one server, so that millions of events share a few thousand parts. */
export function createConstantParts(): ConstantParts {
  const users = new Map<string, UserPart>();
  const events = new Map<string, Buffer>();
  return {
    user(company, { userId, email }) {
      const part = users.get(userId) ?? userPart(company, userId, email);
      users.set(userId, part);
      return part;
    },
    event(name) {
      const part = events.get(name) ?? eventPart(name);
      events.set(name, part);
      return part;
    },
    visitor: visitorPart(),
  };
}
