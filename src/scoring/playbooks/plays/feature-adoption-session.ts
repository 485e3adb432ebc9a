import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const featureAdoptionSession: Play = {
  id: 'feature-adoption-session',
  trigger: {
    en: 'Few features are used, or only superficially.',
    es: 'Se usan pocas funciones o solo por encima.',
  },
  cadence: ONCE,
  tasks: [
    {
      id: 'feature-adoption-session',
      subject: {
        en: 'Show the features that fit their goals',
        es: 'Mostrar las funciones que sirven a sus objetivos',
      },
      body: {
        en: 'Pick three unused features for their use cases and work through them with real data.',
        es: 'Elegir tres funciones sin usar para sus casos y practicarlas con datos reales.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
