import { dayNumber } from '../../model/day.ts';
import { levelAt } from './level-at.ts';
import { RELATIONSHIP, TICKET_MOODS } from './levels.ts';
import { Random } from './random.ts';
import { type Mood, type Topic, TOPICS, wordingOf } from './ticket-texts.ts';
import { type World, type WorldCompany, type WorldContact } from './types.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const STREAM = 220;

/** A question to the vendor's help desk. */
export interface WorldTicket {
  /** Unique in the world, ascending within a company. */
  readonly number: number;
  readonly company: WorldCompany;
  readonly requester: WorldContact;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  /** null: still open at the end of the world. */
  readonly solvedAt: number | null;
  readonly firstReplyAt: number;
  readonly topic: Topic;
  readonly subject: string;
  readonly text: string;
  /** 1–5, where the customer answered the survey. */
  readonly rating: number | null;
}

/** Assumptions; none was chosen by looking at a score. */
const MONTHLY_TICKETS: Readonly<Record<WorldCompany['segment'], number>> = {
  smb: 0.5,
  mid: 1.2,
  enterprise: 3,
};
const RATED = 0.35;
/** People rate how they were helped, whatever they came with. */
const RATINGS = [1, 2, 3, 4, 4, 5, 5, 5] as const;
const NUMBERS_PER_COMPANY = 1000;

/** The vendor moved a third of its customers to its second help desk. */
export function helpDeskOf(company: WorldCompany): 'zendesk' | 'intercom' {
  return company.index % 3 === 2 ? 'intercom' : 'zendesk';
}

/** Everything a customer ever asked, oldest first. */
export function ticketsOf(world: World, company: WorldCompany): readonly WorldTicket[] {
  const random = new Random(world.options.seed, STREAM, company.index);
  const locale = company.currency === 'EUR' && random.chance(0.5) ? 'es' : 'en';
  const tickets: WorldTicket[] = [];
  for (let day = firstDay(world, company); day <= lastDay(world, company); day += 1) {
    const { relationship } = world.health(company, day);
    const rate = (MONTHLY_TICKETS[company.segment] / 30) * levelAt(RELATIONSHIP.tickets, relationship);
    if (!random.chance(rate)) continue;
    const mood = random.weighted(moodsAt(relationship));
    const ticket = drawTicket(random, world, company, { day, mood, locale, place: tickets.length });
    if (ticket !== null) tickets.push(ticket);
  }
  return tickets;
}

/** Shares of the moods in which people write, by health. */
export function moodsAt(relationship: number): Record<Mood, number> {
  const { angry, plain, pleased } = TICKET_MOODS;
  return {
    angry: levelAt(angry, relationship),
    plain: levelAt(plain, relationship),
    pleased: levelAt(pleased, relationship),
  };
}

function firstDay(world: World, company: WorldCompany): number {
  return Math.max(dayNumber(world.startDay), dayNumber(company.customerSince));
}

function lastDay(world: World, { truth }: WorldCompany): number {
  const end = dayNumber(world.options.endDay);
  return truth.churnDay === null ? end : Math.min(end, dayNumber(truth.churnDay) - 1);
}

interface Occasion {
  readonly day: number;
  readonly mood: Mood;
  readonly locale: 'en' | 'es';
  readonly place: number;
}

/** null: nobody whom the vendor knows was there to ask. */
function drawTicket(
  random: Random,
  world: World,
  company: WorldCompany,
  { day, mood, locale, place }: Occasion,
): WorldTicket | null {
  const askers = company.contacts.filter(
    ({ createdDay, leftDay }) =>
      dayNumber(createdDay) <= day && (leftDay === null || dayNumber(leftDay) > day),
  );
  const topic = random.pick(Object.keys(TOPICS) as Topic[]);
  const openedAt = day * DAY_MS + random.integer(7 * HOUR_MS, 18 * HOUR_MS);
  const firstReplyAt = openedAt + Math.round(random.logNormal(3, 1) * HOUR_MS);
  const solved = firstReplyAt + Math.round(random.logNormal(20, 1) * HOUR_MS);
  const endOfWorld = (dayNumber(world.options.endDay) + 1) * DAY_MS;
  const rating = random.chance(RATED) ? random.pick(RATINGS) : null;
  if (askers.length === 0) return null;
  return {
    number: company.index * NUMBERS_PER_COMPANY + place + 1,
    company,
    requester: random.pick(askers),
    openedAt,
    firstReplyAt,
    solvedAt: solved < endOfWorld ? solved : null,
    topic,
    ...wordingOf(mood, locale, topic, place),
    rating: solved < endOfWorld ? rating : null,
  };
}
