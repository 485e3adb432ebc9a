import { interpolate } from '../curve.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { fact, outOf } from './text.ts';

/** Milestones done of those due by the customer's tenure. Value: `due`, `done`, `ratio`. */
export const journeyProgress: Indicator<{ curve: 'curve' }> = {
  id: 'journey-progress',
  title: { en: 'Journey progress', es: 'Avance del recorrido' },
  why: {
    en: 'Customers who fall behind early seldom catch up by the renewal.',
    es: 'Quien se retrasa al principio rara vez se pone al día antes de renovar.',
  },
  target: { en: 'All milestones due are done', es: 'Todos los hitos previstos cumplidos' },
  needs: { en: 'milestones due by now', es: 'hitos previstos hasta hoy' },
  source: 'S1',
  section: 'usage.milestones',
  params: { curve: 'curve' },
  plays: ['milestone-unblock'],
  measure(signals, _context, params) {
    const milestones = signals.usage?.milestones;
    if (milestones === undefined || milestones.due === 0) return NO_DATA;
    const { due, done } = milestones;
    const ratio = done / due;
    return scored(interpolate(params.curve, ratio), { due, done, ratio });
  },
  describe(value, locale) {
    return outOf(fact(value, 'done'), fact(value, 'due'), locale, { en: 'milestones', es: 'hitos' });
  },
};
