import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { fact, outOf, percent } from './text.ts';

const PARAMS = {
  broadShare: 'number',
  depthFloor: 'number',
  basic: 'number',
  moderate: 'number',
  advanced: 'number',
} as const;

/**
 * Breadth and depth of feature use together: `100 × √(breadth × depth)`.
 * A feature whose depth is unknown counts as basic, the least that using it implies.
 * Value: `used` and `available` features, `breadth` (0–1, full at `broadShare` of the available ones), `depth` (0–1).
 */
export const featureAdoption: Indicator<typeof PARAMS> = {
  id: 'feature-adoption',
  title: { en: 'Feature adoption', es: 'Adopción de funciones' },
  why: {
    en: 'Broad use at moderate depth predicts renewal better than two features used expertly.',
    es: 'Un uso amplio a profundidad media predice la renovación mejor que dos funciones dominadas.',
  },
  target: {
    en: 'Three quarters of the features, at moderate depth',
    es: 'Tres cuartos de las funciones, a profundidad media',
  },
  needs: { en: 'features used and available', es: 'funciones usadas y disponibles' },
  source: 'S0',
  section: 'usage.features',
  params: PARAMS,
  plays: ['feature-adoption-session'],
  measure(signals, _context, params) {
    const features = signals.usage?.features;
    if (features === undefined) return NO_DATA;
    const { available, used } = features;
    if (available === 0) {
      if (used.length === 0) return NO_DATA;
      throw new Error(`${used.length} features are used but none is available`);
    }
    if (used.length === 0) return scored(0, { used: 0, available, breadth: 0, depth: 0 });

    const breadth = Math.min(1, used.length / (params.broadShare * available));
    const total = used.reduce((sum, feature) => sum + params[feature.depth ?? 'basic'], 0);
    const depth = params.depthFloor + (1 - params.depthFloor) * (total / used.length);
    return scored(100 * Math.sqrt(breadth * depth), { used: used.length, available, breadth, depth });
  },
  describe(value, locale) {
    const used = outOf(fact(value, 'used'), fact(value, 'available'), locale, {
      en: 'features',
      es: 'funciones',
    });
    const depth = percent(fact(value, 'depth'), locale);
    return locale === 'es' ? `${used}, profundidad ${depth}` : `${used}, depth ${depth}`;
  },
};
