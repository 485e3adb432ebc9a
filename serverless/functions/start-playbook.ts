import { serviceFunction } from '../lib/service.ts';

/** Parameters and answer: `startPlaybook` of `src/model/card-actions.ts`. */
export const main = serviceFunction('startPlaybook');
