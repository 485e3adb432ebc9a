import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const integrationEnablement: Play = {
  id: 'integration-enablement',
  trigger: { en: 'Few or no integrations are active.', es: 'Hay pocas integraciones activas o ninguna.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'integration-enablement',
      subject: { en: 'Connect their tools', es: 'Conectar sus herramientas' },
      body: {
        en: 'Agree on the integration that saves most work and set it up with their admin.',
        es: 'Acordar la integración que más trabajo ahorra y configurarla con su administrador.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
