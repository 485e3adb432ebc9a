import { interpolate } from '../curve.ts';
import { ageOf } from '../facts/context.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { days, fact } from './text.ts';

const PARAMS = { curve: 'curve', left: 'number', unidentified: 'number', neverEngaged: 'number' } as const;

/**
 * Whether somebody senior stands behind the product, and how lately they showed it.
 * A last engagement after the as-of day is ignored: what came before it is not known.
 * Value: `status` (`left`, `none`, `never-engaged`, `engaged`), `daysSinceEngaged`.
 */
export const executiveSponsor: Indicator<typeof PARAMS> = {
  id: 'executive-sponsor',
  title: { en: 'Executive sponsor', es: 'Patrocinador ejecutivo' },
  why: {
    en: 'Accounts with an active sponsor stay three times as often.',
    es: 'Las cuentas con un patrocinador activo se quedan el triple.',
  },
  target: { en: 'Engaged in the last quarter', es: 'Con contacto en el último trimestre' },
  needs: { en: 'who the sponsor is', es: 'quién es el patrocinador' },
  source: 'S0',
  section: 'relationship.sponsor',
  params: PARAMS,
  plays: ['executive-alignment', 'new-sponsor'],
  playFor(value) {
    return value.status === 'left' ? 'new-sponsor' : 'executive-alignment';
  },
  measure(signals, context, params) {
    const sponsor = signals.relationship?.sponsor;
    if (sponsor === undefined) return NO_DATA;
    if (sponsor.left === true) return scored(params.left, { status: 'left', daysSinceEngaged: null });
    if (!sponsor.identified) return scored(params.unidentified, { status: 'none', daysSinceEngaged: null });
    const age = sponsor.lastEngagedAt === undefined ? -1 : ageOf(sponsor.lastEngagedAt, context);
    if (age < 0) return scored(params.neverEngaged, { status: 'never-engaged', daysSinceEngaged: null });
    return scored(interpolate(params.curve, age), { status: 'engaged', daysSinceEngaged: age });
  },
  describe(value, locale) {
    const spanish = locale === 'es';
    switch (value.status) {
      case 'left':
        return spanish ? 'el patrocinador se fue' : 'the sponsor left';
      case 'none':
        return spanish ? 'sin patrocinador identificado' : 'no sponsor identified';
      case 'never-engaged':
        return spanish ? 'identificado, sin contacto conocido' : 'identified, no known contact';
      default: {
        const ago = days(fact(value, 'daysSinceEngaged'), locale);
        return spanish ? `último contacto hace ${ago}` : `last engaged ${ago} ago`;
      }
    }
  },
};
