import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const expansionConversation: Play = {
  id: 'expansion-conversation',
  trigger: { en: 'There is little talk of growing.', es: 'Se habla poco de crecer.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'expansion-conversation',
      subject: { en: 'Open an expansion conversation', es: 'Abrir una conversación de expansión' },
      body: {
        en: 'Ask about plans, teams and volumes of the next year and where the product could help.',
        es: 'Preguntar por planes, equipos y volúmenes del próximo año y dónde ayudaría el producto.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
