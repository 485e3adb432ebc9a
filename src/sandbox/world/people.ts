import { type Calendar, knownDay } from './calendar.ts';
import { emailOf, FREE_MAIL_DOMAINS, personName } from './names.ts';
import { levelAt } from './level-at.ts';
import { PRODUCT, RELATIONSHIP } from './levels.ts';
import { declining, type Outcome } from './outcome.ts';
import { PEOPLE, SEAT_CHANGES } from './parameters.ts';
import { type Random } from './random.ts';
import { type SeatPlan } from './seats.ts';
import { type ContactRole, type WorldContact, type WorldHealth } from './types.ts';

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
  /** How well the product suits the customer for good. */
  readonly fit: WorldHealth;
  readonly seats: SeatPlan;
}

/** Weights of the mean in the draws of how many have access and how often they work: those of Beta(6, 14) and so on. */
const DAILY_WEIGHT = 20;
const PENETRATION_WEIGHT = 12;

/** A share around a mean (Beta); the closer to it, the higher the weight. */
function drawShare(random: Random, mean: number, weight: number): number {
  return random.beta(weight * mean, weight * (1 - mean));
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
    this.dailyShare = drawShare(random, levelAt(PRODUCT.dailyShare, staffing.fit.product), DAILY_WEIGHT);
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
    // Mean 1, so that the plain users' daily share stays what it was drawn as.
    const median = Math.exp(-(PEOPLE.propensitySigma ** 2) / 2);
    const factor = role === 'champion' || role === 'admin' ? PEOPLE.keyUserFactor : 1;
    const relative = factor * this.random.logNormal(median, PEOPLE.propensitySigma);
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

function keyDeparture(
  random: Random,
  { outcome, since, calendar }: Staffing,
  leavesDecline: number,
): number | null {
  const base = baseDeparture(random, since, calendar);
  const withDecline = random.chance(leavesDecline);
  const around = random.integer(-14, 14);
  if (outcome.onset === null || !withDecline) return base;
  return Math.max(since + 1, outcome.onset + around);
}

interface KeyRole {
  readonly role: 'executive-sponsor' | 'champion';
  readonly known: number;
  readonly leavesDecline: number;
  readonly user: boolean;
}

/**
 * A sponsor or champion and, where one leaves, the successor some weeks later, unless the customer is in a decline by
 * then. Only the state of that day counts: were customers who will decline some day left without a successor, a champion
 * long gone would give away the outcome.
 */
function addKeyPerson(
  roster: Roster,
  random: Random,
  staffing: Staffing,
  { role, known, leavesDecline, user }: KeyRole,
): void {
  const left = keyDeparture(random, staffing, leavesDecline);
  const successorAfter = random.integer(...PEOPLE.successorAfter);
  if (!random.chance(known)) return;
  roster.add(role, staffing.since, { user, inCrm: true, left });
  if (left === null || declining(staffing.outcome, left + successorAfter)) return;
  roster.add(role, left + successorAfter, { user, inCrm: true, left: null });
}

function addKeyPeople(roster: Roster, random: Random, staffing: Staffing): void {
  const { relationship } = staffing.fit;
  addKeyPerson(roster, random, staffing, {
    role: 'executive-sponsor',
    known: levelAt(RELATIONSHIP.sponsorKnown, relationship),
    leavesDecline: PEOPLE.sponsorLeavesDecline,
    user: random.chance(PEOPLE.sponsorUsesProduct),
  });
  addKeyPerson(roster, random, staffing, {
    role: 'champion',
    known: levelAt(RELATIONSHIP.championKnown, relationship),
    leavesDecline: PEOPLE.championLeavesDecline,
    user: true,
  });
}

function addUsers(roster: Roster, random: Random, staffing: Staffing): void {
  const { since, seats, outcome, fit } = staffing;
  const penetration = drawShare(random, levelAt(PRODUCT.penetration, fit.product), PENETRATION_WEIGHT);
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
  addKeyPeople(roster, random, staffing);
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
