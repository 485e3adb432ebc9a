import { type Calendar, knownDay } from './calendar.ts';
import { emailOf, FREE_MAIL_DOMAINS, personName } from './names.ts';
import { declining, type Outcome } from './outcome.ts';
import { DAILY_SHARE, PENETRATION, PEOPLE, SEAT_CHANGES } from './parameters.ts';
import { type Random } from './random.ts';
import { type SeatPlan } from './seats.ts';
import { type ContactRole, type WorldContact } from './types.ts';

/** Somebody at a customer, whether the CRM knows them or not, in day numbers. */
export interface Person {
  readonly userId: string | null;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: ContactRole;
  /** First day in the product, or in the CRM for people who do not use it. */
  readonly joined: number;
  readonly left: number | null;
  readonly inCrm: boolean;
  /** Probability to work on a normal working day. */
  readonly propensity: number;
}

export interface Staffing {
  readonly accountId: string;
  readonly domain: string;
  /** Shares its mail domain with another company. */
  readonly subsidiary: boolean;
  readonly since: number;
  readonly calendar: Calendar;
  readonly outcome: Outcome;
  readonly seats: SeatPlan;
}

/** Draws people one after another, so that names and user ids never clash inside a company. */
class Roster {
  readonly people: Person[] = [];
  private readonly random: Random;
  private readonly staffing: Staffing;
  private readonly dailyShare: number;
  private readonly nameOffset: number;

  constructor(random: Random, staffing: Staffing) {
    this.random = random;
    this.staffing = staffing;
    this.dailyShare = random.beta(DAILY_SHARE.a, DAILY_SHARE.b);
    this.nameOffset = random.integer(0, 1599);
  }

  add(
    role: ContactRole,
    joined: number,
    options: { user: boolean; inCrm: boolean; left: number | null },
  ): void {
    const { accountId, domain, subsidiary } = this.staffing;
    const number = this.people.length;
    const name = personName(this.nameOffset + number);
    const freeMail = this.random.chance(PEOPLE.freeMail);
    const mailDomain = freeMail ? this.random.pick(FREE_MAIL_DOMAINS) : domain;
    const suffix = freeMail || subsidiary ? `.${accountId.slice(5)}` : '';
    // Mean 1, so that the company's daily share stays what it was drawn as.
    const relative = this.random.logNormal(Math.exp(-0.18), 0.6);
    this.people.push({
      ...name,
      userId: options.user ? `u_${accountId.slice(5)}_${String(number).padStart(3, '0')}` : null,
      email: emailOf(name, mailDomain, suffix),
      role,
      joined,
      left: options.left,
      inCrm: options.inCrm,
      propensity: Math.min(0.98, this.dailyShare * relative),
    });
  }
}

/** Day somebody leaves at the base rate, whatever happens to the customer; null when they stay. */
function baseDeparture(random: Random, from: number, calendar: Calendar): number | null {
  const years = -Math.log(1 - random.next()) / -Math.log(1 - PEOPLE.yearlyDeparture);
  const left = Math.max(from, calendar.start) + Math.ceil(years * 365);
  return left > calendar.end ? null : left;
}

function championDeparture(random: Random, { outcome, since, calendar }: Staffing): number | null {
  const base = baseDeparture(random, since, calendar);
  const withDecline = random.chance(PEOPLE.championLeavesDecline);
  const around = random.integer(-14, 14);
  if (outcome.onset === null || !withDecline) return base;
  return Math.max(since + 1, outcome.onset + around);
}

function addSponsor(roster: Roster, random: Random, staffing: Staffing): void {
  const left = baseDeparture(random, staffing.since, staffing.calendar);
  const user = random.chance(PEOPLE.sponsorUsesProduct);
  if (random.chance(PEOPLE.sponsorKnown)) {
    roster.add('executive-sponsor', staffing.since, { user, inCrm: true, left });
  }
}

/**
 * The champion and, where one leaves, the successor some weeks later, unless the customer is in a decline by then. Only
 * the state of that day counts: were customers who will decline some day left without a successor, a champion long gone
 * would give away the outcome.
 */
function addChampion(roster: Roster, random: Random, staffing: Staffing): void {
  const left = championDeparture(random, staffing);
  const successorAfter = random.integer(20, 60);
  if (!random.chance(PEOPLE.championKnown)) return;
  roster.add('champion', staffing.since, { user: true, inCrm: true, left });
  if (left === null || declining(staffing.outcome, left + successorAfter)) return;
  roster.add('champion', left + successorAfter, { user: true, inCrm: true, left: null });
}

function addUsers(roster: Roster, random: Random, staffing: Staffing): void {
  const { since, seats, outcome } = staffing;
  const penetration = random.beta(PENETRATION.a, PENETRATION.b);
  const seatsAtStart = seats.changes[0]?.seats ?? 0;
  const wanted = Math.max(1, Math.round(penetration * seatsAtStart));
  const admins = wanted > 15 ? 2 : 1;
  const keyUsers = roster.people.filter((person) => person.userId !== null && person.joined === since).length;
  const member = () => ({
    user: true,
    left: null,
    inCrm: roster.people.length < PEOPLE.membersAtMost && random.chance(PEOPLE.memberKnown),
  });
  for (let number = keyUsers; number < wanted; number += 1) {
    if (number < keyUsers + admins) roster.add('admin', since, { user: true, inCrm: true, left: null });
    else roster.add('member', since, member());
  }
  const added = Math.round(penetration * seats.added);
  for (let number = 0; number < added && outcome.expansion !== null; number += 1) {
    const joined = outcome.expansion + random.integer(SEAT_CHANGES.newUsersFrom, SEAT_CHANGES.newUsersTo);
    roster.add('member', Math.max(since, joined), member());
  }
}

/** Everybody at a customer: sponsor, champion, admins and users, as many as the penetration asks for. */
export function drawPeople(random: Random, staffing: Staffing): readonly Person[] {
  const roster = new Roster(random, staffing);
  addSponsor(roster, random, staffing);
  addChampion(roster, random, staffing);
  addUsers(roster, random, staffing);
  const { calendar } = staffing;
  return roster.people.filter((person) => person.joined <= calendar.end);
}

/** The people as the CRM knows them today. */
export function contactsOf(people: readonly Person[], firstId: number, calendar: Calendar): WorldContact[] {
  return people.flatMap((person, index) =>
    person.inCrm
      ? [
          {
            id: String(firstId + index),
            userId: person.userId,
            email: person.email,
            firstName: person.firstName,
            lastName: person.lastName,
            role: person.role,
            createdDay: knownDay(person.joined, calendar) ?? '',
            leftDay: knownDay(person.left, calendar),
          },
        ]
      : [],
  );
}
