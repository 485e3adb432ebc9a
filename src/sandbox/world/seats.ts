import { dayFromNumber } from '../../model/day.ts';
import { type Calendar } from './calendar.ts';
import { type Latent } from './health.ts';
import { levelAt } from './level-at.ts';
import { VALUE } from './levels.ts';
import { lastDay } from './outcome.ts';
import { SEAT_CHANGES, SEATS, SEGMENTS, type Segment } from './parameters.ts';
import { type Random } from './random.ts';

export interface SeatChange {
  readonly day: number;
  readonly seats: number;
}

/** Seats of a customer over time, oldest first. Changes that have not come yet are not in it. */
export interface SeatPlan {
  readonly changes: readonly SeatChange[];
  /** Seats the expansion adds, even when it is still ahead; 0 without one. */
  readonly added: number;
  readonly contraction: number | null;
}

interface SeatSetting {
  readonly segment: Segment;
  readonly since: number;
  readonly latent: Latent;
}

function clampSeats(seats: number): number {
  return Math.min(SEATS.most, Math.max(SEATS.least, Math.round(seats)));
}

function drawContraction(
  random: Random,
  calendar: Calendar,
  { since, latent }: SeatSetting,
  end: number,
): number | null {
  const happens = random.chance(levelAt(VALUE.seatsReturned, latent.fit.overall));
  const from = Math.max(since, calendar.start) + 60;
  const day = random.integer(from, Math.max(from, calendar.end));
  return happens && day <= end ? day : null;
}

export function drawSeats(random: Random, calendar: Calendar, setting: SeatSetting): SeatPlan {
  const { segment, since } = setting;
  const { outcome } = setting.latent;
  const first = clampSeats(random.logNormal(SEGMENTS[segment].medianSeats, SEATS.sigma));
  const grown = Math.min(
    SEATS.most,
    Math.max(first + 1, Math.round(first * random.uniform(...SEAT_CHANGES.expansionFactor))),
  );
  const shrinks = random.uniform(...SEAT_CHANGES.contractionFactor);
  const end = lastDay(outcome, calendar);
  const contraction = drawContraction(random, calendar, setting, end);
  const steps = [
    { day: outcome.expansion, change: (seats: number) => seats + grown - first },
    { day: contraction, change: (seats: number) => clampSeats(Math.min(seats - 1, seats * shrinks)) },
  ]
    .flatMap(({ day, change }) => (day !== null && day <= end ? [{ day, change }] : []))
    .sort((a, b) => a.day - b.day);
  const changes: SeatChange[] = [{ day: since, seats: first }];
  for (const { day, change } of steps) {
    const before = changes.at(-1)?.seats ?? first;
    if (change(before) !== before) changes.push({ day, seats: change(before) });
  }
  return { changes, added: outcome.expansion === null ? 0 : grown - first, contraction };
}

/** Seats bought on a day; those of the start before it. */
export function seatsOn(changes: readonly SeatChange[], day: number): number {
  const current = changes.findLast((change) => change.day <= day) ?? changes[0];
  return current?.seats ?? 0;
}

export function publishedSeats(changes: readonly SeatChange[]): { day: string; seats: number }[] {
  return changes.map(({ day, seats }) => ({ day: dayFromNumber(day), seats }));
}
