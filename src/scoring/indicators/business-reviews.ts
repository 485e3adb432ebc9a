import { interpolate } from '../curve.ts';
import { ageOf } from '../facts/context.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { days, fact, outOf } from './text.ts';

const PARAMS = { curve: 'curve', staleAfterDays: 'number', staleLimit: 'number' } as const;

/**
 * Attendance of the business reviews scheduled in the last 365 days.
 * Value: `scheduled`, `attended`, `ratio`, `daysSinceLast` (null when unknown).
 */
export const businessReviews: Indicator<typeof PARAMS> = {
  id: 'business-reviews',
  title: { en: 'Business reviews', es: 'Revisiones de negocio' },
  why: {
    en: 'Customers who skip reviews are pulling back, often before they leave.',
    es: 'Quien falta a las revisiones se está alejando, a menudo antes de irse.',
  },
  target: { en: 'All attended, the last within 180 days', es: 'Todas con asistencia, la última en 180 días' },
  needs: { en: 'business reviews scheduled in the last year', es: 'revisiones programadas en el último año' },
  source: 'Pulso',
  section: 'relationship.reviews',
  params: PARAMS,
  plays: ['business-review'],
  measure(signals, context, params) {
    const reviews = signals.relationship?.reviews;
    if (reviews === undefined || reviews.scheduled === 0) return NO_DATA;
    const { scheduled, attended } = reviews;
    const ratio = attended / scheduled;
    const age = reviews.lastAttendedAt === undefined ? -1 : ageOf(reviews.lastAttendedAt, context);
    const limit = age > params.staleAfterDays ? params.staleLimit : 100;
    const score = Math.min(limit, interpolate(params.curve, ratio));
    return scored(score, { scheduled, attended, ratio, daysSinceLast: age < 0 ? null : age });
  },
  describe(value, locale) {
    const attended = outOf(fact(value, 'attended'), fact(value, 'scheduled'), locale, {
      en: 'reviews attended',
      es: 'revisiones con asistencia',
    });
    if (value.daysSinceLast === null) return attended;
    const ago = days(fact(value, 'daysSinceLast'), locale);
    return locale === 'es' ? `${attended}, la última hace ${ago}` : `${attended}, the last ${ago} ago`;
  },
};
