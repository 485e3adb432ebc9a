import { dayFromNumber } from '../../model/day.ts';
import { type Calendar } from './calendar.ts';
import { levelAt } from './level-at.ts';
import { RELATIONSHIP } from './levels.ts';
import { type Outcome } from './outcome.ts';
import { SEGMENTS, type Segment } from './parameters.ts';
import { type Random } from './random.ts';
import { type WorldContact, type WorldHealth, type WorldMeeting } from './types.ts';

type MeetingOutcome = WorldMeeting['outcome'];
type PastOutcome = Exclude<MeetingOutcome, 'SCHEDULED'>;

/** Of the meetings that do not take place. */
const NOT_HELD: Readonly<Record<Exclude<PastOutcome, 'COMPLETED'>, number>> = {
  NO_SHOW: 0.42,
  CANCELED: 0.36,
  RESCHEDULED: 0.22,
};

/** Meetings are put into the calendar this many days ahead. */
const BOOKED_AHEAD = 30;

export interface MeetingSetting {
  readonly calendar: Calendar;
  readonly segment: Segment;
  readonly since: number;
  readonly outcome: Outcome;
  readonly health: (day: number) => WorldHealth;
  readonly contacts: readonly WorldContact[];
}

function drawPastOutcome(random: Random, relationship: number): PastOutcome {
  const held = random.chance(levelAt(RELATIONSHIP.meetingHeld, relationship));
  const otherwise = random.weighted(NOT_HELD);
  return held ? 'COMPLETED' : otherwise;
}

function attendees(
  random: Random,
  contacts: readonly WorldContact[],
  { day, review, relationship }: { day: string; review: boolean; relationship: number },
): string[] {
  const here = contacts.filter(
    ({ createdDay, leftDay }) => createdDay <= day && (leftDay === null || leftDay > day),
  );
  const sponsor = review ? levelAt(RELATIONSHIP.sponsorAtReview, relationship) : 0.15;
  const presence = { 'executive-sponsor': sponsor, champion: 0.9, admin: 0.4, member: 0.04 };
  return here.filter(({ role }) => random.chance(presence[role])).map(({ id }) => id);
}

/** The day itself, or the Monday after a weekend. */
function workday(day: number): number {
  const weekday = (day + 4) % 7;
  if (weekday === 6) return day + 2;
  return weekday === 0 ? day + 1 : day;
}

/** Days of a meeting that repeats, each moved a little. */
function drawDays(random: Random, setting: MeetingSetting, every: number): number[] {
  const { calendar, since, outcome } = setting;
  const lost = outcome.churn !== null && outcome.churn <= calendar.end ? outcome.churn : Infinity;
  const until = Math.min(lost - 3, calendar.end + BOOKED_AHEAD);
  const days: number[] = [];
  let planned = Math.max(since, calendar.start) + random.integer(5, every);
  while (planned <= until) {
    days.push(workday(planned));
    planned += every + random.integer(-7, 7);
  }
  return days;
}

function drawSeries(random: Random, setting: MeetingSetting, review: boolean): Omit<WorldMeeting, 'id'>[] {
  const { reviewEvery, checkInEvery } = SEGMENTS[setting.segment];
  return drawDays(random, setting, review ? reviewEvery : checkInEvery).map((number) => {
    const day = dayFromNumber(number);
    const { relationship } = setting.health(number);
    const past = drawPastOutcome(random, relationship);
    return {
      day,
      title: review ? 'QBR: quarterly business review' : 'Check-in call',
      review,
      outcome: number > setting.calendar.end ? 'SCHEDULED' : past,
      contactIds: attendees(random, setting.contacts, { day, review, relationship }),
    };
  });
}

/** Business reviews and check-ins of the simulated time, oldest first, with what is booked ahead. */
export function drawMeetings(random: Random, setting: MeetingSetting, firstId: number): WorldMeeting[] {
  const meetings = [...drawSeries(random, setting, true), ...drawSeries(random, setting, false)];
  return meetings
    .sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)))
    .map((meeting, index) => ({ id: String(firstId + index), ...meeting }));
}
