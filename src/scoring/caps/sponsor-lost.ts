import type { CompanySignals, UsageUser } from '../../model/signals.ts';
import { daysInactive } from '../facts/user-activity.ts';
import type { Cap } from './cap.ts';

/** Nobody is left who would defend the purchase. */
export const sponsorLost: Cap<{ inactiveDays: 'number' }> = {
  id: 'sponsor-lost',
  title: { en: 'Sponsor or champion lost', es: 'Patrocinador o campeón perdido' },
  params: { inactiveDays: 'number' },
  reason(signals, context, _dimensions, params) {
    if (signals.relationship?.sponsor?.left === true) return 'the executive sponsor left';
    if (signals.relationship?.champion?.left === true) return 'the champion left';
    let leastIdle = Number.POSITIVE_INFINITY;
    for (const user of sponsorUsers(signals)) {
      leastIdle = Math.min(leastIdle, daysInactive(user, context.today) ?? 0);
    }
    if (leastIdle === Number.POSITIVE_INFINITY || leastIdle < params.inactiveDays) return null;
    return `the executive sponsor has not used the product for ${leastIdle} days`;
  },
};

/** The user that the CRM names as sponsor, else the users whose role says so. */
function sponsorUsers(signals: CompanySignals): readonly UsageUser[] {
  const users = signals.usage?.users ?? [];
  const userId = signals.relationship?.sponsor?.userId;
  const named = userId === undefined ? [] : users.filter((user) => user.id === userId);
  return named.length > 0 ? named : users.filter((user) => user.role === 'executive-sponsor');
}
