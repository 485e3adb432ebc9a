import { interpolate } from '../curve.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { decimal, fact } from './text.ts';

/** Value delivered per unit of cost. Value: `multiple`. */
export const roiMultiple: Indicator<{ curve: 'curve' }> = {
  id: 'roi-multiple',
  title: { en: 'Return on investment', es: 'Retorno de la inversión' },
  why: {
    en: 'At three times its cost a product is rarely contested; below its cost it struggles at renewal.',
    es: 'A tres veces su coste un producto rara vez se discute; por debajo, sufre al renovar.',
  },
  target: { en: 'Three times the cost', es: 'Tres veces el coste' },
  needs: { en: 'value delivered and cost', es: 'valor entregado y coste' },
  source: 'S0',
  section: 'business.roi',
  params: { curve: 'curve' },
  plays: ['value-review'],
  measure(signals, _context, params) {
    const roi = signals.business?.roi;
    if (roi === undefined || (roi.cost === 0 && roi.value === 0)) return NO_DATA;
    if (roi.cost === 0) throw new Error('there is value delivered but the cost is 0');
    const multiple = roi.value / roi.cost;
    return scored(interpolate(params.curve, multiple), { multiple });
  },
  describe(value, locale) {
    const multiple = decimal(fact(value, 'multiple'), locale);
    return locale === 'es' ? `${multiple} veces el coste` : `${multiple} times the cost`;
  },
};
