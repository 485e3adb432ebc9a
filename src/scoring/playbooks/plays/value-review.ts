import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const valueReview: Play = {
  id: 'value-review',
  trigger: {
    en: 'The return on the cost is low or not shown.',
    es: 'El retorno del coste es bajo o no se ha mostrado.',
  },
  cadence: ONCE,
  tasks: [
    {
      id: 'value-review',
      subject: { en: 'Show the value', es: 'Demostrar el valor' },
      body: {
        en: 'Work out time saved, revenue and cost avoided with their numbers and have them confirm it.',
        es: 'Calcular con sus cifras tiempo ahorrado, ingresos y costes evitados, y que lo confirmen.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
