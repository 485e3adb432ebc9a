import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const contractionContact: Play = {
  id: 'contraction-contact',
  trigger: { en: 'The customer asked for less.', es: 'El cliente pidió una reducción.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'contraction-contact',
      subject: { en: 'Contact at once about the reduction', es: 'Contactar de inmediato por la reducción' },
      body: {
        en: 'Show everything the feature in question can do and ask what changed before talking about price.',
        es: 'Mostrar todo lo que hace la función en cuestión y preguntar qué cambió antes de hablar de precio.',
      },
      owner: 'company-owner',
      due: { withinHours: 0 },
    },
  ],
};
