import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const detractorCall: Play = {
  id: 'detractor-call',
  trigger: { en: 'The latest NPS answer is 0 to 6.', es: 'La última respuesta NPS es de 0 a 6.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'detractor-call',
      subject: { en: 'Call the detractor within 24 hours', es: 'Llamar al detractor en 24 horas' },
      body: {
        en: 'Listen first, solve what can be solved at once and report back on the rest.',
        es: 'Escuchar primero, resolver al momento lo posible e informar del resto.',
      },
      owner: 'company-owner',
      due: { withinHours: 24 },
    },
  ],
};
