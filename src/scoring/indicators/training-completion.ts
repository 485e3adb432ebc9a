import { interpolate } from '../curve.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { fact, outOf } from './text.ts';

/** Trainings completed of those assigned. Value: `assigned`, `completed`, `ratio`. */
export const trainingCompletion: Indicator<{ curve: 'curve' }> = {
  id: 'training-completion',
  title: { en: 'Training', es: 'Formación' },
  why: {
    en: 'A customer who invests in learning means to stand on their own and to stay.',
    es: 'Un cliente que invierte en formarse quiere ser autónomo y quedarse.',
  },
  target: { en: '80 % of those assigned', es: '80 % de las asignadas' },
  needs: { en: 'trainings assigned', es: 'formaciones asignadas' },
  source: 'S3',
  section: 'usage.training',
  params: { curve: 'curve' },
  plays: ['training-session'],
  measure(signals, _context, params) {
    const training = signals.usage?.training;
    if (training === undefined || training.assigned === 0) return NO_DATA;
    const { assigned, completed } = training;
    const ratio = completed / assigned;
    return scored(interpolate(params.curve, ratio), { assigned, completed, ratio });
  },
  describe(value, locale) {
    return outOf(fact(value, 'completed'), fact(value, 'assigned'), locale, {
      en: 'trainings',
      es: 'formaciones',
    });
  },
};
