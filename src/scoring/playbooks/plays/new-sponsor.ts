import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const newSponsor: Play = {
  id: 'new-sponsor',
  trigger: { en: 'The executive sponsor left.', es: 'El patrocinador ejecutivo se fue.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'find-sponsor',
      subject: { en: 'Find the new executive sponsor', es: 'Encontrar al nuevo patrocinador ejecutivo' },
      body: {
        en: 'Ask the champion who decides on the renewal now and get introduced.',
        es: 'Preguntar al campeón quién decide ahora la renovación y pedir que nos presente.',
      },
      owner: 'company-owner',
      due: 'response',
    },
    {
      id: 'win-sponsor',
      subject: { en: 'Win the new sponsor', es: 'Ganarse al nuevo patrocinador' },
      body: {
        en: 'Present goals, results so far and plan, as to a new customer.',
        es: 'Presentar objetivos, resultados y plan como a un cliente nuevo.',
      },
      owner: 'company-owner',
      due: { withinHours: 14 * 24 },
    },
  ],
};
