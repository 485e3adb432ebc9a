import { dayNumber } from '../../model/day.ts';
import { levelAt } from './level-at.ts';
import { RELATIONSHIP } from './levels.ts';
import { Random } from './random.ts';
import { ANSWER_GROUPS } from './satisfaction.ts';
import { wordingOf } from './ticket-texts.ts';
import { moodsAt } from './tickets.ts';
import { type World, type WorldCompany, type WorldContact } from './types.ts';

/** What people of the vendor keep in the CRM beside meetings and deals. Times in milliseconds since the epoch. */

export interface CrmEmail {
  readonly id: string;
  readonly at: number;
  readonly threadId: string;
  readonly inbound: boolean;
  readonly contactId: string;
}

export interface CrmCall {
  readonly id: string;
  readonly at: number;
  readonly answered: boolean;
  readonly contactId: string;
}

export interface CrmTicket {
  readonly id: string;
  readonly openedAt: number;
  /** null: still open at the end of the world. */
  readonly closedAt: number | null;
  readonly subject: string;
  readonly text: string;
  readonly contactId: string;
}

export interface CrmFeedback {
  readonly id: string;
  readonly at: number;
  readonly survey: 'NPS' | 'CSAT';
  readonly score: number;
  readonly contactId: string;
}

export interface CrmActivity {
  readonly emails: readonly CrmEmail[];
  readonly calls: readonly CrmCall[];
  /** Commercial questions; technical ones go to the help desk. */
  readonly tickets: readonly CrmTicket[];
  readonly feedback: readonly CrmFeedback[];
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const STREAM = 230;
const IDS_PER_COMPANY = 1_000;
const FIRST_ID = {
  email: 75_000_000_001,
  call: 76_000_000_001,
  ticket: 77_000_000_001,
  feedback: 78_000_000_001,
};

/** Assumptions: how often in a month, and how much of it goes to the people who decide. */
const MONTHLY = { mail: 2, call: 0.3, ticket: 0.12, survey: 0.12 };
const TO_KEY_PEOPLE = 0.7;
const SCORES = {
  NPS: { promoter: [9, 9, 10], passive: [7, 8], detractor: [0, 3, 5, 6] },
  CSAT: { promoter: [4, 5, 5], passive: [3, 4], detractor: [1, 2, 2, 3] },
} as const;

/** What happened with a customer over the simulated time, oldest first; the same for the same world. */
export function crmActivityOf(world: World, company: WorldCompany): CrmActivity {
  const random = new Random(world.options.seed, STREAM, company.index);
  const emails: Mail[] = [];
  const calls: Call[] = [];
  const tickets: Ticket[] = [];
  const feedback: Feedback[] = [];
  for (const day of daysOf(world, company)) {
    const person = contactOn(random, company, day);
    if (person === null) continue;
    const moment: Moment = {
      at: day * DAY_MS + random.integer(8 * HOUR_MS, 17 * HOUR_MS),
      end: endOf(world),
      contactId: person.id,
      relationship: world.health(company, day).relationship,
    };
    if (random.chance(MONTHLY.mail / 30))
      emails.push(...drawMails(random, moment, `${company.index}-${day}`));
    if (random.chance(MONTHLY.call / 30)) calls.push(drawCall(random, moment));
    if (random.chance(MONTHLY.ticket / 30)) tickets.push(drawTicket(random, moment, tickets.length));
    if (random.chance(MONTHLY.survey / 30)) feedback.push(drawFeedback(random, moment));
  }
  const first = company.index * IDS_PER_COMPANY;
  return {
    emails: numbered(emails, FIRST_ID.email + first),
    calls: numbered(calls, FIRST_ID.call + first),
    tickets: numbered(tickets, FIRST_ID.ticket + first),
    feedback: numbered(feedback, FIRST_ID.feedback + first),
  };
}

type Mail = Omit<CrmEmail, 'id'>;
type Call = Omit<CrmCall, 'id'>;
type Ticket = Omit<CrmTicket, 'id'>;
type Feedback = Omit<CrmFeedback, 'id'>;

/** Somebody at the customer, some time. */
interface Moment {
  readonly at: number;
  /** End of the world. */
  readonly end: number;
  readonly contactId: string;
  /** Latent health of the relationship. */
  readonly relationship: number;
}

function numbered<Item extends object>(items: readonly Item[], first: number): (Item & { id: string })[] {
  return items.map((item, index) => ({ ...item, id: String(first + index) }));
}

/** A mail of ours and, often, its answer. */
function drawMails(random: Random, { at, end, contactId, relationship }: Moment, threadId: string): Mail[] {
  const answered = levelAt(RELATIONSHIP.mailAnswered, relationship);
  const answerHours = Math.exp(levelAt(RELATIONSHIP.logAnswerHours, relationship));
  const ours = { at, threadId, inbound: false, contactId };
  const answeredAt = at + Math.round(random.logNormal(answerHours, 1) * HOUR_MS);
  const comes = random.chance(answered) && answeredAt < end;
  return comes ? [ours, { ...ours, at: answeredAt, inbound: true }] : [ours];
}

function drawCall(random: Random, { at, contactId, relationship }: Moment): Call {
  return { at, contactId, answered: random.chance(levelAt(RELATIONSHIP.callTaken, relationship)) };
}

function drawTicket(random: Random, { at, end, contactId, relationship }: Moment, place: number): Ticket {
  const closed = at + Math.round(random.logNormal(30, 1) * HOUR_MS);
  const words = wordingOf(random.weighted(moodsAt(relationship)), 'en', 'billing', place);
  return { openedAt: at, closedAt: closed < end ? closed : null, ...words, contactId };
}

function drawFeedback(random: Random, { at, contactId }: Moment): Feedback {
  const survey = random.pick(['NPS', 'CSAT'] as const);
  const group = random.weighted(ANSWER_GROUPS);
  return { at, contactId, survey, score: random.pick<number>(SCORES[survey][group]) };
}

function endOf(world: World): number {
  return (dayNumber(world.options.endDay) + 1) * DAY_MS;
}

/** Working days on which the company was a customer. */
function* daysOf(world: World, { customerSince, truth }: WorldCompany): Generator<number> {
  const end = dayNumber(world.options.endDay);
  const last = truth.churnDay === null ? end : Math.min(end, dayNumber(truth.churnDay) - 1);
  for (let day = Math.max(dayNumber(world.startDay), dayNumber(customerSince)); day <= last; day += 1) {
    const weekday = (day + 4) % 7;
    if (weekday !== 0 && weekday !== 6) yield day;
  }
}

/** Someone whom the vendor knows and who is still there; null: nobody. */
function contactOn(random: Random, { contacts }: WorldCompany, day: number): WorldContact | null {
  const here = contacts.filter(
    ({ createdDay, leftDay }) =>
      dayNumber(createdDay) <= day && (leftDay === null || dayNumber(leftDay) > day),
  );
  const key = here.filter(({ role }) => role !== 'member');
  const among = key.length > 0 && random.chance(TO_KEY_PEOPLE) ? key : here;
  return among.length === 0 ? null : random.pick(among);
}
