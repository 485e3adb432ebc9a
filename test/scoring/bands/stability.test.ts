import { addDays } from '../../../src/model/day.ts';
import { type BandState, nextBandState } from '../../../src/scoring/bands/index.ts';
import { BOUNDARIES, rawBand, reading } from './fixtures.ts';

const COMPANIES = 150;
const DAYS = 364;
const START = '2026-01-01';

/** Mulberry32: small, seeded, good enough to draw a portfolio. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal, by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * A year of daily scores: a level that wanders slowly (90 days' memory, standard deviation 4, so that it moves
 * about 3 points in 30 days), noise of `noise` points every day, and every third company has an incident that
 * costs 25 points at once and heals over a month.
 */
function dailyScores(random: () => number, noise: number): number[] {
  const home = 30 + 65 * random();
  let level = 4 * normal(random);
  let incident = 0;
  return Array.from({ length: DAYS }, () => {
    level += -level / 90 + 4 * Math.sqrt(2 / 90) * normal(random);
    incident = random() < 1 / (3 * DAYS) ? 25 : incident * 0.93;
    return Math.min(100, Math.max(0, home + level - incident + noise * normal(random)));
  });
}

/** Days on which a company's band, raw and published, differs from the day before. */
function changeDays(scores: readonly number[]): { raw: number[]; published: number[] } {
  const raw: number[] = [];
  const published: number[] = [];
  let state: BandState | null = null;
  scores.forEach((score, day) => {
    const before = scores[day - 30];
    const rapidDecline = before !== undefined && score - before <= -20;
    const next = nextBandState(state, reading(addDays(START, day), score, { rapidDecline }), BOUNDARIES);
    if (state !== null && next.published !== state.published) published.push(day);
    if (day > 0 && rawBand(score) !== rawBand(scores[day - 1] ?? score)) raw.push(day);
    state = next;
  });
  return { raw, published };
}

/** Share of company-weeks (weeks of the calendar) with more than one change. */
function restlessWeeks(changes: readonly (readonly number[])[]): number {
  const restless = changes.map((days) => {
    const perWeek = Map.groupBy(days, (day) => Math.floor(day / 7));
    return [...perWeek.values()].filter((week) => week.length > 1).length;
  });
  return restless.reduce((sum, weeks) => sum + weeks, 0) / (changes.length * (DAYS / 7));
}

function restlessShares(noise: number): { raw: number; published: number } {
  const random = generator(20_261_122);
  const changes = Array.from({ length: COMPANIES }, () => changeDays(dailyScores(random, noise)));
  return {
    raw: restlessWeeks(changes.map((each) => each.raw)),
    published: restlessWeeks(changes.map((each) => each.published)),
  };
}

describe('a simulated year of noisy daily scores', () => {
  test.each([0.1, 0.25])(
    'with %d points of noise under 2 %% of companies change twice in a week',
    (noise) => {
      const share = restlessShares(noise);
      expect(share.published).toBeGreaterThan(0);
      expect(share.published).toBeLessThan(0.02);
      expect(share.raw).toBeGreaterThan(0.04);
    },
  );

  test('with 1.5 points of noise hysteresis still holds back two of three restless weeks', () => {
    const share = restlessShares(1.5);
    expect(share.published).toBeLessThan(share.raw / 3);
  });
});
