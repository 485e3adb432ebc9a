import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const csmAccountReview: Play = {
  id: 'csm-account-review',
  trigger: { en: 'The CSM judges the account as weak.', es: 'El CSM ve la cuenta débil.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'csm-account-review',
      subject: { en: 'Review the account with a colleague', es: 'Revisar la cuenta con un colega' },
      body: {
        en: 'Write down what you see that the data does not, and decide on one measure.',
        es: 'Anotar lo que ves y los datos no, y decidir una medida.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
