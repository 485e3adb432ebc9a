import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const renewalPlan: Play = {
  id: 'renewal-plan',
  trigger: {
    en: 'The contract is short or will not renew by itself.',
    es: 'El contrato es corto o no se renueva solo.',
  },
  cadence: ONCE,
  tasks: [
    {
      id: 'renewal-plan',
      subject: { en: 'Make a renewal plan', es: 'Hacer un plan de renovación' },
      body: {
        en: 'Agree on decision maker, criteria and dates; offer a longer term against a benefit.',
        es: 'Acordar quién decide, criterios y fechas; ofrecer más plazo a cambio de una ventaja.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
