import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const goalReview: Play = {
  id: 'goal-review',
  trigger: { en: 'Goals are behind plan.', es: 'Los objetivos van por detrás del plan.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'goal-review',
      subject: { en: 'Review the goals', es: 'Revisar los objetivos' },
      body: {
        en: 'Compare each goal with its plan; adjust goal or plan and name who does what until when.',
        es: 'Comparar cada objetivo con su plan; ajustar y fijar quién hace qué y cuándo.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
