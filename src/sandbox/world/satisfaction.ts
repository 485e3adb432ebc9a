import { addDays, type Day, dayNumber } from '../../model/day.ts';
import { levelAt } from './level-at.ts';
import { ANSWER_GROUPS } from './levels.ts';
import { Random } from './random.ts';
import { type World, type WorldCompany, type WorldContact } from './types.ts';

/** Answers to the half-yearly survey that the vendor sends to its contacts. */
export interface WorldAnswer {
  readonly id: string;
  readonly company: WorldCompany;
  readonly contact: WorldContact;
  readonly day: Day;
  /** 0 to 10. */
  readonly recommends: number;
  /** 1 to 5; null: not answered. */
  readonly satisfied: number | null;
}

/** Assumptions; none was chosen by looking at a score. */
const EVERY_DAYS = 182;
const ASKED = 3;
const ANSWERED = 0.35;
const BOTH_ANSWERED = 0.6;
type Group = keyof typeof ANSWER_GROUPS;
const ANSWERS: Readonly<Record<Group, { readonly nps: [number, number]; readonly csat: [number, number] }>> =
  {
    promoter: { nps: [9, 10], csat: [4, 5] },
    passive: { nps: [7, 8], csat: [3, 5] },
    detractor: { nps: [0, 6], csat: [1, 3] },
  };
const STREAM = 240;

/** All answers of a company, oldest first. Companies are asked on different days. */
export function answersOf(world: World, company: WorldCompany): readonly WorldAnswer[] {
  const random = new Random(world.options.seed, STREAM, company.index);
  const answers: WorldAnswer[] = [];
  const { churnDay } = company.truth;
  const last = churnDay === null || churnDay > world.options.endDay ? world.options.endDay : churnDay;
  const first = addDays(world.startDay, (company.index * 37) % EVERY_DAYS);
  for (let day = first; day < last; day = addDays(day, EVERY_DAYS)) {
    if (day < company.customerSince) continue;
    const there = company.contacts.filter(
      ({ createdDay, leftDay }) => createdDay <= day && (leftDay === null || leftDay > day),
    );
    for (const contact of random.shuffled(there).slice(0, ASKED)) {
      if (random.chance(ANSWERED)) answers.push(drawAnswer(random, world, company, { contact, day }));
    }
  }
  return answers;
}

function drawAnswer(
  random: Random,
  world: World,
  company: WorldCompany,
  { contact, day }: { readonly contact: WorldContact; readonly day: Day },
): WorldAnswer {
  const { relationship } = world.health(company, dayNumber(day));
  const { nps, csat } = ANSWERS[random.weighted(groupsAt(relationship))];
  return {
    id: `${company.index}-${contact.id}-${day}`,
    company,
    contact,
    day,
    recommends: random.integer(...nps),
    satisfied: random.chance(BOTH_ANSWERED) ? random.integer(...csat) : null,
  };
}

/** Shares of promoters, passives and detractors among those who answer, by health. */
export function groupsAt(relationship: number): Record<Group, number> {
  const { promoter, passive, detractor } = ANSWER_GROUPS;
  return {
    promoter: levelAt(promoter, relationship),
    passive: levelAt(passive, relationship),
    detractor: levelAt(detractor, relationship),
  };
}
