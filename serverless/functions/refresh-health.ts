import { serviceFunction } from '../lib/service.ts';

/** Parameters and answer: `refreshHealth` of `src/model/card-actions.ts`. */
export const main = serviceFunction('refreshHealth');
