import { ADVOCACY_ACTS } from '../../model/bands.ts';
import { dayFromNumber } from '../../model/day.ts';
import { type Calendar } from './calendar.ts';
import { levelAt } from './level-at.ts';
import { RELATIONSHIP, VALUE } from './levels.ts';
import { SUCCESS, type Segment } from './parameters.ts';
import { type Random } from './random.ts';
import { type WorldHealth, type WorldSuccess } from './types.ts';

export interface SuccessSetting {
  readonly calendar: Calendar;
  readonly segment: Segment;
  readonly since: number;
  /** Last day of the customer, or of the world. */
  readonly until: number;
  readonly health: (day: number) => WorldHealth;
  /** Chance that things are written down, as a multiple of the segment's shares. */
  readonly written: number;
  /** Paid in a year, in whole units. */
  readonly yearlyPrice: number;
}

const QUARTER = 91;
const YEAR = 365;
const GOALS = ['Cut reporting time', 'Automate the monthly close', 'All teams on one workflow'];

/** Goals follow each other; each is read once a month and moves as far as the product is worth it to the customer. */
function drawGoals(random: Random, setting: SuccessSetting, name: string): WorldSuccess['goals'] {
  const { calendar, since, until, health } = setting;
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
      progress += (pace * levelAt(VALUE.pace, health(day).value) * SUCCESS.readEvery) / length;
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

/** Days on which something is told once in a while, the last before the world begins included. */
function tellingDays(random: Random, { calendar, since, until }: SuccessSetting, every: number): number[] {
  const days: number[] = [];
  for (
    let day = Math.max(since, calendar.start - every) + random.integer(0, every);
    day <= until;
    day += every
  )
    days.push(day);
  return days;
}

/** People speak for a vendor they are on good terms with. */
function drawAdvocacy(random: Random, setting: SuccessSetting): WorldSuccess['advocacy'] {
  const { calendar, since, until, health } = setting;
  const acts: WorldSuccess['advocacy'][number][] = [];
  for (let day = Math.max(since, calendar.start - YEAR) + QUARTER; day <= until; day += QUARTER) {
    if (random.chance(levelAt(RELATIONSHIP.advocacy, health(day).relationship)))
      acts.push({ day: dayFromNumber(day - random.integer(0, 30)), act: random.pick(ADVOCACY_ACTS) });
  }
  return acts;
}

/** What the customer success team writes down: goals, value and budget; nothing for the customers without a plan. */
export function drawSuccess(random: Random, setting: SuccessSetting): WorldSuccess {
  const shares = SUCCESS.shares[setting.segment];
  const { health, written } = setting;
  const planned = random.chance(shares.goals * written);
  const goals = GOALS.slice(0, random.integer(1, GOALS.length)).flatMap((name) =>
    drawGoals(random, setting, name),
  );
  const measured = random.logNormal(1, SUCCESS.roi.sigma);
  const roi = tellingDays(random, setting, SUCCESS.roi.every).map((day) => ({
    day: dayFromNumber(day),
    cost: Math.round(setting.yearlyPrice / 2),
    value: Math.round((setting.yearlyPrice / 2) * measured * levelAt(VALUE.roi, health(day).value)),
  }));
  const certainty = random.next();
  const budgets = tellingDays(random, setting, SUCCESS.budget.every).map((day) => {
    const { value } = health(day);
    const change = levelAt(VALUE.budgetChange, value) + SUCCESS.budget.sigma * random.normal();
    const dedicated = certainty < levelAt(VALUE.budgetDedicated, value);
    return { day: dayFromNumber(day), dedicated, change: Math.round(Math.max(-0.9, change) * 100) / 100 };
  });
  return {
    goals: planned ? goals : [],
    roi: random.chance(shares.roi * written) ? roi : [],
    budgets: random.chance(shares.budget * written) ? budgets : [],
    advocacy: drawAdvocacy(random, setting),
  };
}
