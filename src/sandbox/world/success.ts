import { ADVOCACY_ACTS } from '../../model/bands.ts';
import { dayFromNumber } from '../../model/day.ts';
import { type Calendar } from './calendar.ts';
import { SUCCESS, type Segment } from './parameters.ts';
import { type Random } from './random.ts';
import { type WorldSuccess } from './types.ts';

export interface SuccessSetting {
  readonly calendar: Calendar;
  readonly segment: Segment;
  readonly since: number;
  /** Last day of the customer, or of the world. */
  readonly until: number;
  /** Usage on each day of the world, 1 = normal. */
  readonly engagement: Float64Array;
  /** Paid in a year, in whole units. */
  readonly yearlyPrice: number;
}

const QUARTER = 91;
const GOALS = ['Cut reporting time', 'Automate the monthly close', 'All teams on one workflow'];

/** How much was used between two days, 1 = normal for such days: only what already happened. */
function workDone({ calendar, engagement }: SuccessSetting, from: number, to: number): number {
  let done = 0;
  let usual = 0;
  for (let day = Math.max(from, calendar.start); day <= to; day += 1) {
    done += engagement[day - calendar.start] ?? 0;
    usual += calendar.work[day - calendar.start] ?? 0;
  }
  return usual === 0 ? 1 : done / usual;
}

/** Goals follow each other; each is read once a month and moves with what people do in the product. */
function drawGoals(random: Random, setting: SuccessSetting, name: string): WorldSuccess['goals'] {
  const { calendar, since, until } = setting;
  const readings: WorldSuccess['goals'][number][] = [];
  let start = Math.max(since, calendar.start - 90) + random.integer(0, 60);
  for (let nth = 1; start < until; nth += 1) {
    const length = random.integer(...SUCCESS.goalDays);
    const pace = random.logNormal(1, SUCCESS.paceSigma);
    let progress = 0;
    for (
      let day = start + SUCCESS.readEvery;
      day <= Math.min(until, start + length);
      day += SUCCESS.readEvery
    ) {
      progress += (pace * workDone(setting, day - SUCCESS.readEvery + 1, day) * SUCCESS.readEvery) / length;
      if (day < calendar.start) continue;
      readings.push({
        name: nth === 1 ? name : `${name} (${nth})`,
        measuredDay: dayFromNumber(day),
        progress: Math.round(Math.min(SUCCESS.mostProgress, progress) * 100) / 100,
        startDay: dayFromNumber(start),
        dueDay: dayFromNumber(start + length),
      });
    }
    start += length + 1;
  }
  return readings;
}

/** Days on which something is told once in a while, from the beginning of the world on. */
function tellingDays(random: Random, { calendar, since, until }: SuccessSetting, every: number): number[] {
  const days: number[] = [];
  for (let day = Math.max(since, calendar.start) + random.integer(0, every); day <= until; day += every)
    days.push(day);
  return days;
}

/** People speak for what they use: day by day, by how much was used in the quarter before. */
function drawAdvocacy(random: Random, setting: SuccessSetting): WorldSuccess['advocacy'] {
  const { calendar, since, until } = setting;
  if (!random.chance(SUCCESS.advocacy.share)) return [];
  const acts: WorldSuccess['advocacy'][number][] = [];
  for (let day = Math.max(since, calendar.start) + QUARTER; day <= until; day += QUARTER) {
    const chance = (SUCCESS.advocacy.yearly / 4) * workDone(setting, day - QUARTER, day);
    if (random.chance(Math.min(1, chance)))
      acts.push({ day: dayFromNumber(day - random.integer(0, 30)), act: random.pick(ADVOCACY_ACTS) });
  }
  return acts;
}

/** What the customer success team writes down: goals, value and budget; nothing for the customers without a plan. */
export function drawSuccess(random: Random, setting: SuccessSetting): WorldSuccess {
  const shares = SUCCESS.shares[setting.segment];
  const planned = random.chance(shares.goals);
  const goals = GOALS.slice(0, random.integer(1, GOALS.length)).flatMap((name) =>
    drawGoals(random, setting, name),
  );
  const multiple = random.logNormal(SUCCESS.roi.median, SUCCESS.roi.sigma);
  const roi = tellingDays(random, setting, SUCCESS.roi.every).map((day) => ({
    day: dayFromNumber(day),
    cost: Math.round(setting.yearlyPrice / 2),
    value: Math.round((setting.yearlyPrice / 2) * multiple * workDone(setting, day - 180, day)),
  }));
  const dedicated = random.chance(SUCCESS.budget.dedicated);
  const budgets = tellingDays(random, setting, SUCCESS.budget.every).map((day) => {
    const mood = workDone(setting, day - 120, day) - 1;
    const change =
      SUCCESS.budget.mean + SUCCESS.budget.sigma * random.normal() + SUCCESS.budget.byWork * mood;
    return { day: dayFromNumber(day), dedicated, change: Math.round(Math.max(-0.9, change) * 100) / 100 };
  });
  return {
    goals: planned ? goals : [],
    roi: random.chance(shares.roi) ? roi : [],
    budgets: random.chance(shares.budget) ? budgets : [],
    advocacy: drawAdvocacy(random, setting),
  };
}
