import { interpolate } from '../curve.ts';
import { ageOf } from '../facts/context.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { days, fact } from './text.ts';

/** How lately we spoke with the customer. Value: `daysSinceLast`. */
export const engagementRecency: Indicator<{ curve: 'curve' }> = {
  id: 'engagement-recency',
  title: { en: 'Last contact', es: 'Último contacto' },
  why: {
    en: 'Silence between us and the customer hides every other problem.',
    es: 'El silencio entre nosotros y el cliente oculta cualquier otro problema.',
  },
  target: { en: 'Within a week', es: 'En la última semana' },
  needs: { en: 'two-way interactions', es: 'interacciones en ambos sentidos' },
  source: 'S1',
  section: 'relationship.interactions',
  params: { curve: 'curve' },
  plays: ['reconnect-call'],
  measure(signals, context, params) {
    let daysSinceLast = Number.POSITIVE_INFINITY;
    for (const interaction of signals.relationship?.interactions ?? []) {
      const age = ageOf(interaction.at, context);
      if (age >= 0) daysSinceLast = Math.min(daysSinceLast, age);
    }
    if (daysSinceLast === Number.POSITIVE_INFINITY) return NO_DATA;
    return scored(interpolate(params.curve, daysSinceLast), { daysSinceLast });
  },
  describe(value, locale) {
    const ago = days(fact(value, 'daysSinceLast'), locale);
    return locale === 'es' ? `hace ${ago}` : `${ago} ago`;
  },
};
