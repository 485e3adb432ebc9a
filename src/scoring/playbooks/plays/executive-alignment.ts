import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const executiveAlignment: Play = {
  id: 'executive-alignment',
  trigger: {
    en: 'The sponsor has been silent, or there is none.',
    es: 'El patrocinador no da señales o no existe.',
  },
  cadence: ONCE,
  tasks: [
    {
      id: 'executive-alignment',
      subject: { en: 'Align with the executive sponsor', es: 'Alinearse con el patrocinador ejecutivo' },
      body: {
        en: 'Send a one-page result and ask for 20 minutes on the goals of the quarter.',
        es: 'Enviar los resultados en una página y pedir 20 minutos sobre los objetivos del trimestre.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
