import { MONTHLY } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const powerUserProgramme: Play = {
  id: 'power-user-programme',
  trigger: { en: 'There are hardly any power users.', es: 'Apenas hay usuarios avanzados.' },
  cadence: MONTHLY,
  tasks: [
    {
      id: 'power-user-programme',
      subject: { en: 'Build power users', es: 'Formar usuarios avanzados' },
      body: {
        en: 'Choose three keen users, train them on advanced features and let them teach the others.',
        es: 'Elegir tres usuarios con interés, formarlos en funciones avanzadas y que enseñen al resto.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
