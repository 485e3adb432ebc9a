import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const satisfactionFollowUp: Play = {
  id: 'satisfaction-follow-up',
  trigger: { en: 'Survey answers are weak.', es: 'Las respuestas a encuestas son flojas.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'satisfaction-follow-up',
      subject: { en: 'Follow up on the survey answers', es: 'Dar seguimiento a las encuestas' },
      body: {
        en: 'Ask for the reason behind the answers and tell them what will change.',
        es: 'Preguntar el motivo de las respuestas y contar qué va a cambiar.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
