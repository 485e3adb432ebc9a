import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const contactWidening: Play = {
  id: 'contact-widening',
  trigger: { en: 'We know too few people there.', es: 'Conocemos a muy pocas personas allí.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'contact-widening',
      subject: { en: 'Widen the contacts', es: 'Ampliar los contactos' },
      body: {
        en: 'Ask for introductions to two more roles: who decides, who uses, who pays.',
        es: 'Pedir presentación a dos roles más: quien decide, quien usa, quien paga.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
