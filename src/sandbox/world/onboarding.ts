import { addDays, type Day, dayNumber } from '../../model/day.ts';
import { levelAt } from './level-at.ts';
import { PRODUCT } from './levels.ts';
import { Random } from './random.ts';
import { type World, type WorldCompany } from './types.ts';

/** A step of a new customer's start. */
export interface WorldStep {
  readonly id: string;
  readonly company: WorldCompany;
  readonly kind: 'milestone' | 'training';
  readonly name: string;
  readonly assignedDay: Day;
  readonly dueDay: Day;
  /** null: not done yet. */
  readonly doneDay: Day | null;
}

/** Assumptions: within how many days each step should be done. */
const STEPS = [
  { key: 'setup', kind: 'milestone', name: 'Account set up', days: 14 },
  { key: 'import', kind: 'milestone', name: 'Data imported', days: 30 },
  { key: 'invite', kind: 'milestone', name: 'Team invited', days: 30 },
  { key: 'report', kind: 'milestone', name: 'First report shared', days: 45 },
  { key: 'tour', kind: 'training', name: 'Product tour', days: 21 },
  { key: 'admin', kind: 'training', name: 'Course for administrators', days: 60 },
] as const;
const STREAM = 250;

/** The steps of a company that became a customer inside the world; those before had their start without the tool. */
export function onboardingOf(world: World, company: WorldCompany): readonly WorldStep[] {
  const { endDay } = world.options;
  const assignedDay = company.customerSince;
  if (assignedDay < world.startDay || assignedDay > endDay) return [];
  const random = new Random(world.options.seed, STREAM, company.index);
  return STEPS.map(({ key, kind, name, days }) => {
    const dueDay = addDays(assignedDay, days);
    const doneDay = addDays(assignedDay, random.integer(1, Math.round(days * 1.4)));
    const chance = levelAt(PRODUCT.onboarding, world.health(company, dayNumber(doneDay)).product);
    const done = random.chance(chance) && doneDay <= endDay;
    const id = `${company.accountId}-${key}`;
    return { id, company, kind, name, assignedDay, dueDay, doneDay: done ? doneDay : null };
  });
}
