import { type RecordedDelivery } from '../../model/webhook.ts';
import { onboardingOf, type WorldStep } from '../world/onboarding.ts';
import { type World } from '../world/types.ts';

/** The most that one request may hold. */
const ENTRIES = 1_000;

/** The onboarding progress of all new customers as the vendor's nightly job sends it, last night. */
export function onboardingDeliveries(world: World, token: string): RecordedDelivery[] {
  const entries = world.companies.flatMap((company) => onboardingOf(world, company)).map(entryOf);
  const requests = Math.ceil(entries.length / ENTRIES);
  return Array.from({ length: requests }, (_, place) => ({
    source: 'userpilot',
    at: `${world.options.endDay}T00:00:00.000Z`,
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ entries: entries.slice(place * ENTRIES, (place + 1) * ENTRIES) }),
  }));
}

/** Every other one is tied to the CRM by its id, the others by their domain. */
function entryOf({ id, company, kind, name, assignedDay, dueDay, doneDay }: WorldStep): object {
  const { accountId, id: companyId, domain, index } = company;
  const tie = index % 2 === 0 ? { companyId } : { domain };
  return { id, kind, name, accountId, ...tie, assignedAt: assignedDay, dueAt: dueDay, doneAt: doneDay };
}
