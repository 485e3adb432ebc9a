import { interpolate } from '../curve.ts';
import { decayedMean } from '../facts/windows.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { days, decimal, fact } from './text.ts';

/**
 * How often and how recently anybody used the product.
 * Value: `activeDays` (decayed mean of active days per 30 days), `daysSinceLast`; null where only the other is known.
 */
export const loginActivity: Indicator<{ activeDays: 'curve'; recency: 'curve' }> = {
  id: 'login-activity',
  title: { en: 'Login activity', es: 'Actividad de acceso' },
  why: {
    en: 'Customers who stop logging in stop getting value long before they say so.',
    es: 'Quien deja de entrar deja de obtener valor mucho antes de decirlo.',
  },
  target: { en: 'Active on 20 or more of 30 days', es: 'Activo 20 días o más de cada 30' },
  needs: { en: 'daily usage or last activity of users', es: 'uso diario o última actividad de los usuarios' },
  source: 'S0',
  section: 'usage.daily',
  params: { activeDays: 'curve', recency: 'curve' },
  plays: ['usage-reactivation'],
  measure(_signals, context, params) {
    const { activity } = context.usage;
    if (activity === null) return NO_DATA;
    const activeDays = decayedMean(activity.activeDays, activity.firstEarlier);
    const daysSinceLast = activity.lastActive === null ? null : context.today - activity.lastActive;
    const neverActive = daysSinceLast === null && (activeDays ?? 0) === 0;
    const byFrequency = activeDays === null ? 100 : interpolate(params.activeDays, activeDays);
    const byRecency = daysSinceLast === null ? 100 : interpolate(params.recency, daysSinceLast);
    return scored(neverActive ? 0 : Math.min(byFrequency, byRecency), { activeDays, daysSinceLast });
  },
  describe(value, locale) {
    const parts: string[] = [];
    if (value.activeDays !== null) {
      const active = decimal(fact(value, 'activeDays'), locale);
      parts.push(locale === 'es' ? `${active} días activos de 30` : `active on ${active} of 30 days`);
    }
    if (value.daysSinceLast !== null) {
      const ago = days(fact(value, 'daysSinceLast'), locale);
      parts.push(locale === 'es' ? `último acceso hace ${ago}` : `last active ${ago} ago`);
    }
    return parts.join(', ');
  },
};
