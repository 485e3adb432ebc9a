import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const billingConversation: Play = {
  id: 'billing-conversation',
  trigger: { en: 'Invoices are late or charges failed.', es: 'Hay facturas tarde o cobros fallidos.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'billing-conversation',
      subject: { en: 'Talk about the invoices', es: 'Hablar de las facturas' },
      body: {
        en: 'Ask whether it is process, budget or doubt; agree on a date and tell finance.',
        es: 'Preguntar si es proceso, presupuesto o duda; acordar una fecha y avisar a finanzas.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
