import { interpolate } from '../curve.ts';
import { isWithin } from '../facts/context.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, fact } from './text.ts';

const PARAMS = { curve: 'curve', left: 'number', unidentified: 'number', windowDays: 'number' } as const;

/**
 * What the champion does for us: references, case studies, talks, referrals and reviews of the last 365 days.
 * Value: `status` (`left`, `none`, `identified`), `acts`.
 */
export const championAdvocacy: Indicator<typeof PARAMS> = {
  id: 'champion-advocacy',
  title: { en: 'Champion advocacy', es: 'Promoción del campeón' },
  why: {
    en: 'Somebody who speaks for us in public defends us inside, too.',
    es: 'Quien habla bien de nosotros en público también nos defiende dentro.',
  },
  target: { en: 'Two or more acts a year', es: 'Dos acciones o más al año' },
  needs: { en: 'who the champion is', es: 'quién es el campeón' },
  source: 'Pulso',
  section: 'relationship.champion',
  params: PARAMS,
  plays: ['champion-development', 'new-champion'],
  playFor(value) {
    return value.status === 'left' ? 'new-champion' : 'champion-development';
  },
  measure(signals, context, params) {
    const champion = signals.relationship?.champion;
    if (champion === undefined) return NO_DATA;
    let acts = 0;
    for (const act of signals.relationship?.advocacy ?? []) {
      if (isWithin(act.at, params.windowDays, context)) acts += 1;
    }
    if (champion.left === true) return scored(params.left, { status: 'left', acts });
    if (!champion.identified) return scored(params.unidentified, { status: 'none', acts });
    return scored(interpolate(params.curve, acts), { status: 'identified', acts });
  },
  describe(value, locale) {
    if (value.status === 'left') return locale === 'es' ? 'el campeón se fue' : 'the champion left';
    if (value.status === 'none')
      return locale === 'es' ? 'sin campeón identificado' : 'no champion identified';
    return counted(fact(value, 'acts'), locale, {
      en: ['act of advocacy in a year', 'acts of advocacy in a year'],
      es: ['acción de promoción en un año', 'acciones de promoción en un año'],
    });
  },
};
