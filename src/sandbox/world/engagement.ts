import { type Calendar } from './calendar.ts';
import { type Latent, vigourOn } from './health.ts';
import { ENGAGEMENT_LIMIT, PROFILES } from './parameters.ts';
import { type Random } from './random.ts';
import { type WorldProfile } from './types.ts';

/** Engagement of a company on every day of the world, 1 = normal working day; index 0 is the first day. */
export function drawEngagement(
  random: Random,
  calendar: Calendar,
  profile: WorldProfile,
  latent: Latent,
): Float64Array {
  const { walk } = PROFILES[profile];
  let logEngagement = 0;
  return calendar.work.map((work, index) => {
    logEngagement = Math.min(Math.log(ENGAGEMENT_LIMIT), logEngagement + walk * random.normal());
    return Math.exp(logEngagement) * vigourOn(latent, calendar.start + index).product * work;
  });
}
