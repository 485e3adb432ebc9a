import { interpolate } from '../curve.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { fact, outOf } from './text.ts';

/** Share of the seats bought that somebody uses. Value: `active` users, `seats`, `ratio` (0–1). */
export const activeUserPenetration: Indicator<{ curve: 'curve' }> = {
  id: 'active-user-penetration',
  title: { en: 'Seats in use', es: 'Asientos en uso' },
  why: {
    en: 'Seats that nobody uses are the first thing cut at renewal.',
    es: 'Los asientos que nadie usa son lo primero que se recorta al renovar.',
  },
  target: { en: '80 % of seats or more', es: '80 % de los asientos o más' },
  needs: {
    en: 'users with their active days, and seats bought',
    es: 'usuarios con sus días activos y asientos comprados',
  },
  source: 'S0',
  section: 'usage.users',
  params: { curve: 'curve' },
  plays: ['seat-activation'],
  measure(signals, context, params) {
    const seats = signals.usage?.seats;
    const active = context.usage.activeUsers;
    if (seats === undefined || seats === 0 || active === null) return NO_DATA;
    const ratio = Math.min(1, active / seats);
    return scored(interpolate(params.curve, ratio), { active, seats, ratio });
  },
  describe(value, locale) {
    return outOf(fact(value, 'active'), fact(value, 'seats'), locale, { en: 'seats', es: 'asientos' });
  },
};
