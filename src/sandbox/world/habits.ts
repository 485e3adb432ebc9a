import { type Person } from './people.ts';
import { type Random } from './random.ts';
import { FEATURES, INTEGRATIONS } from './vocabulary.ts';

/** What a person does in the product when they work. */
export interface Habit {
  readonly person: Person & { readonly userId: string };
  /** Places in {@link FEATURES}, favourites first. */
  readonly features: Uint8Array;
  /** Share of the events that start a workflow; 0 for people who never do. */
  readonly workflowShare: number;
}

/** How a company uses the product, apart from how much. */
export interface Habits {
  readonly users: readonly Habit[];
  /** Share of the started workflows that are completed. */
  readonly completion: number;
  readonly integrations: readonly string[];
}

/** Some of the features, the widely used ones more likely. */
function drawFeatures(random: Random, from: readonly number[], wanted: number): number[] {
  return from
    .map((feature, place) => ({ feature, order: place + random.uniform(0, 14) }))
    .sort((a, b) => a.order - b.order)
    .slice(0, wanted)
    .map(({ feature }) => feature);
}

export function drawHabits(random: Random, people: readonly Person[]): Habits {
  const adopted = drawFeatures(
    random,
    FEATURES.map((_, place) => place),
    6 + Math.round(random.beta(4, 3) * (FEATURES.length - 6)),
  );
  const integrations = random.shuffled(INTEGRATIONS).slice(0, random.integer(0, 4));
  const completion = random.beta(8, 3);
  const users = people.flatMap((person) => {
    if (person.userId === null) return [];
    const features = Uint8Array.from(drawFeatures(random, adopted, random.integer(3, 9)));
    const workflowShare = random.chance(0.6) ? random.uniform(0.05, 0.3) : 0;
    return [{ person: { ...person, userId: person.userId }, features, workflowShare }];
  });
  return { users, completion, integrations };
}
