import { TOLERANCE } from '../tolerance.ts';
import type { Cap } from './cap.ts';

/** One failing dimension is enough to lose a customer; the others cannot make up for it. */
export const weakDimension: Cap<{ below: 'number' }> = {
  id: 'weak-dimension',
  title: { en: 'A weak dimension', es: 'Una dimensión débil' },
  params: { below: 'number' },
  reason(_signals, _context, dimensions, params) {
    const weak = dimensions.filter(({ score }) => score !== null && score < params.below - TOLERANCE);
    if (weak.length === 0) return null;
    return weak.map(({ id, score }) => `${id} is at ${(score ?? 0).toFixed(1)}`).join(', ');
  },
};
