import { ONCE } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const trainingSession: Play = {
  id: 'training-session',
  trigger: { en: 'Training is assigned and not done.', es: 'Hay formación asignada sin hacer.' },
  cadence: ONCE,
  tasks: [
    {
      id: 'training-session',
      subject: { en: 'Run a training session', es: 'Dar una sesión de formación' },
      body: {
        en: 'Do the open courses live in one short session per role.',
        es: 'Hacer los cursos pendientes en vivo, en una sesión corta por rol.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
