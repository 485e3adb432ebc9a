import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const askReference: Play = {
  id: 'ask-reference',
  trigger: { en: 'The latest NPS answer is 9 or 10.', es: 'La última respuesta NPS es 9 o 10.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'ask-reference',
      subject: { en: 'Ask for a reference', es: 'Pedir una referencia' },
      body: {
        en: 'Thank the promoter and ask for a reference, a review or a case study.',
        es: 'Agradecer al promotor y pedir una referencia, una reseña o un caso de estudio.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
