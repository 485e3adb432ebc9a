import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const businessReview: Play = {
  id: 'business-review',
  trigger: {
    en: 'Business reviews are missed or long ago.',
    es: 'Se faltó a revisiones de negocio o fueron hace mucho.',
  },
  cadence: ONCE,
  tasks: [
    {
      id: 'business-review',
      subject: {
        en: 'Get the business review (QBR) back on the calendar',
        es: 'Retomar la revisión de negocio (QBR)',
      },
      body: {
        en: 'Offer two dates and an agenda about their results, not about our product.',
        es: 'Ofrecer dos fechas y una agenda sobre sus resultados, no sobre el producto.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
