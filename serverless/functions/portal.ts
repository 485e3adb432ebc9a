import { serviceFunction } from '../lib/service.ts';

/** What pages and settings ask for; the parameter `action` names it (`src/model/portal-actions.ts`). */
export const main = serviceFunction(null);
