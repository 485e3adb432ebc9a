import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const reconnectCall: Play = {
  id: 'reconnect-call',
  trigger: { en: 'There was no contact for long.', es: 'Hace mucho que no hay contacto.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'reconnect-call',
      subject: { en: 'Reconnect', es: 'Retomar el contacto' },
      body: {
        en: 'Call with one useful observation from their own usage.',
        es: 'Llamar con una observación útil sobre su propio uso.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
