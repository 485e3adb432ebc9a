import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const usefulTutorial: Play = {
  id: 'useful-tutorial',
  trigger: { en: 'The latest NPS answer is 7 or 8.', es: 'La última respuesta NPS es 7 u 8.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'useful-tutorial',
      subject: { en: 'Send a useful tutorial', es: 'Enviar un tutorial útil' },
      body: {
        en: 'Choose a complex feature that serves their goal and offer to go through it.',
        es: 'Elegir una función compleja que sirva a su objetivo y ofrecer repasarla.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
