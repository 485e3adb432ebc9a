import { interpolate } from '../curve.ts';
import { ageOf } from '../facts/context.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { days, fact, outOf } from './text.ts';

const PARAMS = { curve: 'curve', validDays: 'number' } as const;

/** The CSM's own judgement, 1–5; an old one says nothing. Value: `pulse`, `daysOld`. */
export const csmPulse: Indicator<typeof PARAMS> = {
  id: 'csm-pulse',
  title: { en: 'CSM pulse', es: 'Pulso del CSM' },
  why: {
    en: 'The person who talks to the customer knows things no system records.',
    es: 'Quien habla con el cliente sabe cosas que ningún sistema registra.',
  },
  target: { en: '4 or 5', es: '4 o 5' },
  needs: { en: 'a pulse logged in the last 90 days', es: 'un pulso registrado en los últimos 90 días' },
  source: 'S1',
  section: 'relationship.pulse',
  params: PARAMS,
  plays: ['csm-account-review'],
  measure(signals, context, params) {
    const pulse = signals.relationship?.pulse;
    if (pulse === undefined) return NO_DATA;
    const daysOld = ageOf(pulse.at, context);
    if (daysOld < 0 || daysOld > params.validDays) return NO_DATA;
    return scored(interpolate(params.curve, pulse.score), { pulse: pulse.score, daysOld });
  },
  describe(value, locale) {
    const pulse = outOf(fact(value, 'pulse'), 5, locale, { en: '', es: '' }).trim();
    const ago = days(fact(value, 'daysOld'), locale);
    return locale === 'es' ? `${pulse}, hace ${ago}` : `${pulse}, ${ago} ago`;
  },
};
