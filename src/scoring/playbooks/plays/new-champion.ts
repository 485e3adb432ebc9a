import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const newChampion: Play = {
  id: 'new-champion',
  trigger: { en: 'The champion left.', es: 'El campeón se fue.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'new-champion',
      subject: { en: 'Find a new champion', es: 'Encontrar un nuevo campeón' },
      body: {
        en: 'Ask who takes over the work, meet that person this week and follow the old champion too.',
        es: 'Preguntar quién asume el trabajo, conocerle esta semana y no perder al campeón anterior.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
