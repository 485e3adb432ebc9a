import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const seatActivation: Play = {
  id: 'seat-activation',
  trigger: { en: 'Many paid seats are not used.', es: 'Muchos asientos pagados no se usan.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'seat-activation',
      subject: { en: 'Run a seat activation session', es: 'Dar una sesión de activación de asientos' },
      body: {
        en: 'List the idle seats with the admin; invite, train or reassign each of them.',
        es: 'Listar con el administrador los asientos sin uso; invitar, formar o reasignar cada uno.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
