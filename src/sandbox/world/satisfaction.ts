import { addDays, type Day } from '../../model/day.ts';
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
/**
 * Shares of the groups among those who answer. They do not follow health: who answers says more of the person than of the
 * customer, and a satisfied customer may hardly use the product. Surveys are there to be found out as what tells nothing.
 */
export const ANSWER_GROUPS = { promoter: 0.45, passive: 0.35, detractor: 0.2 } as const;
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
      if (random.chance(ANSWERED)) answers.push(drawAnswer(random, company, contact, day));
    }
  }
  return answers;
}

function drawAnswer(random: Random, company: WorldCompany, contact: WorldContact, day: Day): WorldAnswer {
  const { nps, csat } = ANSWERS[random.weighted(ANSWER_GROUPS)];
  return {
    id: `${company.index}-${contact.id}-${day}`,
    company,
    contact,
    day,
    recommends: random.integer(...nps),
    satisfied: random.chance(BOTH_ANSWERED) ? random.integer(...csat) : null,
  };
}
