import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const usageReactivation: Play = {
  id: 'usage-reactivation',
  trigger: { en: 'People rarely log in, or not lately.', es: 'Se accede poco o hace tiempo que no.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'usage-reactivation',
      subject: { en: 'Bring the users back', es: 'Reactivar a los usuarios' },
      body: {
        en: 'Find out why they stopped (people left, need gone, obstacle) and offer a new start for each group.',
        es: 'Averiguar por qué pararon (rotación, necesidad, obstáculo) y ofrecer un nuevo comienzo a cada grupo.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
