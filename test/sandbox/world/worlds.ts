import { type World, type WorldOptions } from '../../../src/sandbox/world/types.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';

export const END_DAY = '2026-11-22';

/** A world of the size that a test needs. */
export function worldOf(options: Partial<WorldOptions> = {}): World {
  return createWorld({ seed: 7, profile: 'realistic', companies: 12, days: 60, endDay: END_DAY, ...options });
}

/** Every event of a company on a day. */
export function eventsOn(world: World, place: number, day: string): number {
  const company = world.companies[place];
  if (company === undefined) throw new Error(`no company ${place}`);
  return world
    .activity(company, day)
    .reduce((sum, { events }) => sum + events.reduce((part, { count }) => part + count, 0), 0);
}
