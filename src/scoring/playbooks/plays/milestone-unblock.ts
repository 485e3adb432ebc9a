import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const milestoneUnblock: Play = {
  id: 'milestone-unblock',
  trigger: { en: 'Milestones are behind.', es: 'Hay hitos atrasados.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'milestone-unblock',
      subject: { en: 'Unblock the next milestone', es: 'Desbloquear el próximo hito' },
      body: {
        en: 'Find what blocks it, whose move it is and set a date.',
        es: 'Averiguar qué lo bloquea, a quién le toca y fijar una fecha.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
