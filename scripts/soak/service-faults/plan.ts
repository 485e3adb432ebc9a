import { Random } from '../../../src/sandbox/world/random.ts';

/** Steps of a run that take long, in their order. */
export const STEPS = ['pull', 'score', 'publish'] as const;
export type Step = (typeof STEPS)[number];

export const FAULTS = ['kill', 'restart', 'cut'] as const;

/** What happens to the service, and when: in a step, once it has done this share of the companies. */
export interface PlannedFault {
  readonly kind: (typeof FAULTS)[number];
  readonly step: Step;
  readonly share: number;
  /** For a restart: whether the database has time to shut down. */
  readonly mode: 'fast' | 'immediate';
}

/** Each fault once, each step once; which in which, and when, follows from the seed. */
export function planOf(seed: number): PlannedFault[] {
  const random = new Random(seed, 0x5f);
  const left = [...FAULTS];
  return STEPS.map((step) => {
    const [kind = 'kill'] = left.splice(random.integer(0, left.length - 1), 1);
    return {
      kind,
      step,
      share: 0.1 + random.integer(0, 60) / 100,
      mode: random.pick(['fast', 'immediate'] as const),
    };
  });
}
