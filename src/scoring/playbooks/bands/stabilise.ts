import { FORTNIGHTLY } from '../cadence.ts';
import type { BandPlaybook } from '../playbook.ts';

export const stabilise: BandPlaybook = {
  band: 'stabilise',
  trigger: {
    en: 'The score is in the yellow band: it works, but not well enough to last.',
    es: 'La puntuación está en amarillo: funciona, pero no tan bien como para durar.',
  },
  cadence: FORTNIGHTLY,
  tasks: [
    {
      id: 'fortnightly-check-in',
      subject: { en: 'Hold the fortnightly check-in', es: 'Hacer la revisión quincenal' },
      body: {
        en: 'Go through the main reasons with the customer and agree on one next step for each.',
        es: 'Repasar con el cliente los motivos principales y acordar un siguiente paso para cada uno.',
      },
      owner: 'company-owner',
      due: 'response',
    },
    {
      id: 'adoption-session',
      subject: { en: 'Run an adoption session', es: 'Dar una sesión de adopción' },
      body: {
        en: 'Show the team the two or three features that serve its goals best.',
        es: 'Mostrar al equipo las dos o tres funciones que mejor sirven a sus objetivos.',
      },
      owner: 'company-owner',
      due: { withinHours: 14 * 24 },
    },
    {
      id: 'develop-sponsor',
      subject: { en: 'Develop the executive sponsor', es: 'Desarrollar al patrocinador ejecutivo' },
      body: {
        en: 'Find out who decides on the renewal and report results to that person.',
        es: 'Averiguar quién decide la renovación e informar de los resultados a esa persona.',
      },
      owner: 'company-owner',
      due: { withinHours: 30 * 24 },
    },
    {
      id: 'enable-integrations',
      subject: { en: 'Enable integrations', es: 'Habilitar integraciones' },
      body: {
        en: 'Connect the product with the tools the team works in every day.',
        es: 'Conectar el producto con las herramientas que el equipo usa a diario.',
      },
      owner: 'company-owner',
      due: { withinHours: 30 * 24 },
    },
  ],
};
