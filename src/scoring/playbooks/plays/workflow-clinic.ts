import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const workflowClinic: Play = {
  id: 'workflow-clinic',
  trigger: { en: 'Workflows are started and not finished.', es: 'Se empiezan flujos y no se terminan.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'workflow-clinic',
      subject: { en: 'Hold a workflow clinic', es: 'Hacer una clínica de flujos de trabajo' },
      body: {
        en: 'Watch one user work, find the step where workflows stop and fix it together.',
        es: 'Ver trabajar a un usuario, hallar el paso donde se detiene y resolverlo juntos.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
