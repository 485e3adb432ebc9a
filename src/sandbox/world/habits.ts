import { levelAt } from './level-at.ts';
import { PRODUCT } from './levels.ts';
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
  /** Share of the customer's own normal below which they stop coming, 0–1. */
  readonly stamina: number;
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

/** Who works in the product nearly daily knows more of it. */
const HEAVY_PROPENSITY = 0.6;
/** Tools are plugged in at the start and stay, however it goes: in this world they tell nothing of who leaves. */
const MOST_INTEGRATIONS = 5;
/** Weight of the mean in the draw of how many workflows are completed. */
const COMPLETION_WEIGHT = 20;

/** @param fit how well the product suits the customer, 0–1 */
export function drawHabits(random: Random, people: readonly Person[], fit: number): Habits {
  const adopted = drawFeatures(
    random,
    FEATURES.map((_, place) => place),
    Math.round(levelAt(PRODUCT.features, fit) * FEATURES.length) + random.integer(-2, 2),
  );
  const integrations = random.shuffled(INTEGRATIONS).slice(0, random.integer(1, MOST_INTEGRATIONS));
  const mean = levelAt(PRODUCT.completion, fit);
  const completion = random.beta(COMPLETION_WEIGHT * mean, COMPLETION_WEIGHT * (1 - mean));
  const users = people.flatMap((person) => {
    if (person.userId === null) return [];
    const heavy = Math.min(1, person.propensity / HEAVY_PROPENSITY);
    const known = 3 + Math.round(heavy * 8) + random.integer(0, 3);
    const features = Uint8Array.from(drawFeatures(random, adopted, known));
    const workflowShare = random.chance(0.4 + 0.6 * heavy) ? random.uniform(0.05, 0.3) : 0;
    return [
      { person: { ...person, userId: person.userId }, features, workflowShare, stamina: random.next() },
    ];
  });
  return { users, completion, integrations };
}
