import { serviceFunction } from '../lib/service.ts';

/** Parameters and answer: `logPulse` of `src/model/card-actions.ts`. */
export const main = serviceFunction('logPulse');
