import { type World, type WorldCompany } from './types.ts';

/** Where the usage of the customers is that the main product analytics does not see. */
const OTHER_SYSTEMS = ['mixpanel', 'segment', 'warehouse', 'files'] as const;
export type OtherUsageSystem = (typeof OTHER_SYSTEMS)[number];

/** The companies of one of the other systems; each company is in one, so that nobody's usage counts twice. */
export function companiesWithUsageIn(world: World, system: OtherUsageSystem): readonly WorldCompany[] {
  return world.companies
    .filter(({ usage }) => usage.link === 'none')
    .filter((_company, place) => OTHER_SYSTEMS[place % OTHER_SYSTEMS.length] === system);
}
