import { serviceFunction } from '../lib/service.ts';

/** Parameters and answer: `setOverride` of `src/model/card-actions.ts`. */
export const main = serviceFunction('setOverride');
