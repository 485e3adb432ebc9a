import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const ticketTopicCall: Play = {
  id: 'ticket-topic-call',
  trigger: { en: 'Many tickets, or tickets in a bad mood.', es: 'Muchos tickets o tickets de mal humor.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'ticket-topic-call',
      subject: { en: 'Call about the topic of the tickets', es: 'Llamar por el tema de los tickets' },
      body: {
        en: 'Read the tickets first, explain or fix their common topic and confirm that it is solved.',
        es: 'Leer antes los tickets, explicar o resolver su tema común y confirmar que quedó resuelto.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
