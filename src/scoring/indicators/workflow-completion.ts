import { interpolate } from '../curve.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { fact, outOf } from './text.ts';

/** Share of the workflows started in window 0 that were finished. Value: `started`, `completed`, `ratio`. */
export const workflowCompletion: Indicator<{ curve: 'curve' }> = {
  id: 'workflow-completion',
  title: { en: 'Workflow completion', es: 'Flujos completados' },
  why: {
    en: 'Workflows left half done mean the result the customer paid for never arrives.',
    es: 'Un flujo a medias significa que el resultado por el que pagó el cliente no llega.',
  },
  target: { en: '90 % of those started', es: '90 % de los iniciados' },
  needs: { en: 'workflows started in the last 30 days', es: 'flujos iniciados en los últimos 30 días' },
  source: 'Pulso',
  section: 'usage.workflows',
  params: { curve: 'curve' },
  plays: ['workflow-clinic'],
  measure(signals, _context, params) {
    const workflows = signals.usage?.workflows;
    if (workflows === undefined || workflows.started === 0) return NO_DATA;
    const { started, completed } = workflows;
    const ratio = completed / started;
    return scored(interpolate(params.curve, ratio), { started, completed, ratio });
  },
  describe(value, locale) {
    return outOf(fact(value, 'completed'), fact(value, 'started'), locale, {
      en: 'workflows completed',
      es: 'flujos completados',
    });
  },
};
