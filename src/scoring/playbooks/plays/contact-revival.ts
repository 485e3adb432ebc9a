import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const contactRevival: Play = {
  id: 'contact-revival',
  trigger: {
    en: 'Our messages get slow answers or none.',
    es: 'Responden tarde o nunca a nuestros mensajes.',
  },
  cadence: ONCE,
  tasks: [
    {
      id: 'contact-revival',
      subject: { en: 'Revive the contact', es: 'Recuperar el contacto' },
      body: {
        en: 'Change channel and reason to write; try a second contact person.',
        es: 'Cambiar de canal y de motivo; probar con otra persona de contacto.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
