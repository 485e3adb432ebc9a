import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const budgetCase: Play = {
  id: 'budget-case',
  trigger: { en: 'The budget shrinks or is not dedicated.', es: 'El presupuesto baja o no está asignado.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'budget-case',
      subject: { en: 'Help to make the budget case', es: 'Ayudar a defender el presupuesto' },
      body: {
        en: 'Give the sponsor a one-page case with results and the cost of going without.',
        es: 'Dar al patrocinador una página con resultados y el coste de prescindir del producto.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
