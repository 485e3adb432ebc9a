import { dayFromNumber } from '../../model/day.ts';
import { type BillingPlan, drawBillingLink, drawBillingPlan, drawInvoices, renewalDay } from './billing.ts';
import { type Calendar } from './calendar.ts';
import { drawDeals } from './deals.ts';
import { drawEngagement } from './engagement.ts';
import { drawHabits, type Habits } from './habits.ts';
import { drawFit, drawSetback, healthOn, type Latent } from './health.ts';
import { drawMeetings } from './meetings.ts';
import { drawOutcome, truthOf } from './outcome.ts';
import { PROFILES, type Segment, SEGMENT_SHARES, USAGE } from './parameters.ts';
import { contactsOf, drawPeople, type Person } from './people.ts';
import { Random } from './random.ts';
import { drawSeats, publishedSeats, type SeatPlan } from './seats.ts';
import { drawSuccess } from './success.ts';
import { type WorldCompany, type WorldOptions, type WorldOwner } from './types.ts';

/** A company with what only the simulation knows about it. */
export interface Simulated {
  readonly company: WorldCompany;
  readonly latent: Latent;
  readonly habits: Habits;
  /** Usage on each day of the world, 1 = normal. */
  readonly engagement: Float64Array;
}

/** Who a company is, before anything happens. */
export interface Identity {
  readonly index: number;
  readonly name: string;
  readonly domain: string;
  readonly parentId: string | null;
}

/** Purposes of random streams. New ones go at the end: the number is part of the seed. */
const STREAM = {
  basics: 1,
  outcome: 2,
  billing: 3,
  seats: 4,
  people: 5,
  habits: 6,
  engagement: 7,
  invoices: 8,
  meetings: 9,
  deals: 10,
  sources: 11,
  success: 12,
  fit: 13,
  setback: 14,
} as const;

/** HubSpot gives record ids per object type; the room per company is more than any company needs. */
const FIRST_ID = {
  company: 31_000_000_001,
  contact: 52_000_000_001,
  meeting: 64_000_000_001,
  deal: 43_000_000_001,
};
const IDS_PER_COMPANY = 10_000;

export function companyId(index: number): string {
  return String(FIRST_ID.company + index * 7);
}

export function accountIdOf(index: number): string {
  return `acct_${String(index).padStart(4, '0')}`;
}

/** Most customers were there before the world starts; the others join up to a month before its end. */
function drawCustomerSince(random: Random, calendar: Calendar): number {
  const joinsLater = random.chance(0.3);
  const lastStart = Math.max(calendar.start, calendar.end - 30);
  return joinsLater
    ? random.integer(calendar.start, lastStart)
    : random.integer(calendar.start - 720, calendar.start);
}

function drawUsage(random: Random, calendar: Calendar): WorldCompany['usage'] {
  const missing = random.chance(USAGE.missing);
  const link = random.weighted({ 'hubspot-id': 0.5, domain: 0.3, 'user-emails': 0.2 });
  const hasGap = random.chance(USAGE.gap);
  const from = random.integer(calendar.start, calendar.end);
  const to = Math.min(calendar.end, from + random.integer(...USAGE.gapDays) - 1);
  return {
    link: missing ? 'none' : link,
    gap: hasGap && !missing ? { from: dayFromNumber(from), to: dayFromNumber(to) } : null,
  };
}

interface Course {
  readonly segment: Segment;
  readonly latent: Latent;
  readonly plan: BillingPlan;
  readonly seats: SeatPlan;
  readonly people: readonly Person[];
}

function drawCourse(
  stream: (purpose: number) => Random,
  calendar: Calendar,
  profile: WorldOptions['profile'],
  identity: Identity,
): Course {
  const basics = stream(STREAM.basics);
  const segment = basics.weighted(SEGMENT_SHARES);
  const wanted = drawCustomerSince(basics, calendar);
  const fit = drawFit(stream(STREAM.fit), profile, segment);
  const outcome = drawOutcome(stream(STREAM.outcome), calendar, profile, {
    segment,
    since: wanted,
    fit,
  });
  const latent = { fit, outcome, setback: drawSetback(stream(STREAM.setback), calendar, profile) };
  const plan = drawBillingPlan(stream(STREAM.billing), segment, wanted, latent);
  const seats = drawSeats(stream(STREAM.seats), calendar, { segment, since: plan.anchor, latent });
  const accountId = accountIdOf(identity.index);
  const staffing = {
    accountId,
    domain: identity.domain,
    subsidiary: identity.parentId !== null,
    since: plan.anchor,
    calendar,
    outcome,
    fit: fit.sides,
    seats,
  };
  return { segment, latent, plan, seats, people: drawPeople(stream(STREAM.people), staffing) };
}

/** Draws one company: outcome first, then everything that follows from it. */
export function simulateCompany(
  options: WorldOptions,
  calendar: Calendar,
  owners: readonly WorldOwner[],
  identity: Identity,
): Simulated {
  const { index, name } = identity;
  const stream = (purpose: number) => new Random(options.seed, purpose, index);
  const { segment, latent, plan, seats, people } = drawCourse(stream, calendar, options.profile, identity);
  const { outcome } = latent;
  const health = (day: number) => healthOn(latent, day);
  const sources = stream(STREAM.sources);
  const link = drawBillingLink(sources);
  const accountId = accountIdOf(index);
  const idOffset = index * IDS_PER_COMPANY;
  const contacts = contactsOf(people, FIRST_ID.contact + idOffset, calendar);
  const setting = { calendar, segment, since: plan.anchor, outcome, health, contacts };
  const engagement = drawEngagement(stream(STREAM.engagement), calendar, options.profile, latent);
  const company: WorldCompany = {
    ...identity,
    id: companyId(index),
    accountId,
    segment,
    ownerId: sources.pick(owners.filter(({ manager }) => !manager)).id,
    customerSince: dayFromNumber(plan.anchor),
    currency: sources.chance(0.6) ? 'EUR' : 'USD',
    billing: {
      stripeCustomerId: link === null ? null : `cus_${accountId.slice(5)}`,
      link: link ?? 'metadata',
      interval: plan.months === 1 ? 'month' : 'year',
      unitAmountMinor: plan.unitAmountMinor,
      autoRenew: plan.autoRenew,
      renewsAt: renewalDay(plan, outcome, calendar),
      invoices: drawInvoices(
        stream(STREAM.invoices),
        { calendar, plan, seats: seats.changes, latent },
        accountId,
      ),
    },
    usage: drawUsage(sources, calendar),
    seats: publishedSeats(seats.changes),
    contacts,
    meetings: drawMeetings(stream(STREAM.meetings), setting, FIRST_ID.meeting + idOffset),
    deals: drawDeals(
      stream(STREAM.deals),
      { calendar, name, plan, seats, outcome, health },
      FIRST_ID.deal + idOffset,
    ),
    success: drawSuccess(stream(STREAM.success), {
      calendar,
      segment,
      since: plan.anchor,
      until: Math.min(calendar.end, (outcome.churn ?? Infinity) - 1),
      health,
      written: PROFILES[options.profile].written,
      yearlyPrice: (plan.unitAmountMinor * (seats.changes[0]?.seats ?? 0) * (12 / plan.months)) / 100,
    }),
    truth: truthOf(outcome, latent.fit.overall),
  };
  return {
    company,
    latent,
    habits: drawHabits(stream(STREAM.habits), people, latent.fit.sides.product),
    engagement,
  };
}
