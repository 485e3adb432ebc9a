import { createHmac } from 'node:crypto';
import { addDays, type Day } from '../../model/day.ts';
import { type RecordedDelivery } from '../../model/webhook.ts';
import { eventLogOf, type LoggedEvent } from '../world/event-log.ts';
import { type World, type WorldCompany } from '../world/types.ts';
import { companiesWithUsageIn } from '../world/usage-systems.ts';

/** The vendor connected Segment a month ago; what comes together in six days is sent in one go. */
const CONNECTED_DAYS = 30;
const GATHERED_DAYS = 6;

/**
 * What Segment's webhook destination delivered, each time at two in the night and signed with the write key. Calls
 * carry the time they happened.
 */
export function segmentDeliveries(world: World, writeKey: string): RecordedDelivery[] {
  const companies = companiesWithUsageIn(world, 'segment');
  const { endDay } = world.options;
  const deliveries: RecordedDelivery[] = [];
  for (let from = addDays(endDay, -CONNECTED_DAYS); from < endDay; from = addDays(from, GATHERED_DAYS)) {
    const to = addDays(from, GATHERED_DAYS - 1);
    const calls = [...eventLogOf(world, companies, from, to)].map(trackCall);
    if (calls.length === 0) continue;
    const known = deliveries.length === 0 ? companies.map((company) => groupCall(company, from)) : [];
    deliveries.push(delivery(`${addDays(to, 1)}T02:00:00.000Z`, [...known, ...calls], writeKey));
  }
  return deliveries;
}

function delivery(at: string, batch: readonly object[], writeKey: string): RecordedDelivery {
  const body = JSON.stringify({ batch, sentAt: at });
  const signature = createHmac('sha1', writeKey).update(body).digest('hex');
  return { source: 'segment', at, headers: { 'x-signature': signature }, body };
}

function trackCall({ id, company, userId, email, time, event, integration }: LoggedEvent): object {
  return {
    type: 'track',
    messageId: id,
    userId,
    event,
    properties: integration === null ? {} : { integration },
    context: { groupId: company.accountId, ...(email === '' ? {} : { traits: { email } }) },
    timestamp: new Date(time).toISOString(),
  };
}

/** Every other one is tied to the CRM by its id, the others by their domain. */
function groupCall({ accountId, name, domain, id, index }: WorldCompany, day: Day): object {
  return {
    type: 'group',
    messageId: `group-${accountId}`,
    userId: `system-${accountId}`,
    groupId: accountId,
    traits: { name, ...(index % 2 === 0 ? { hubspot_company_id: id } : { domain }) },
    timestamp: `${day}T06:00:00.000Z`,
  };
}
