import { silentDays } from '../facts/silence.ts';
import type { Cap } from './cap.ts';

/** Nobody uses the product any more: old habits and good relations do not make that healthy. */
export const usageSilence: Cap<{ days: 'number' }> = {
  id: 'usage-silence',
  title: { en: 'No usage', es: 'Sin uso' },
  params: { days: 'number' },
  reason(_signals, context, _dimensions, params) {
    const { activity } = context.usage;
    if (activity === null) return null;
    const days = silentDays(activity);
    return days >= params.days ? `no active user for ${days} days` : null;
  },
};
