import { MONTHLY } from '../cadence.ts';
import type { BandPlaybook } from '../playbook.ts';

export const expand: BandPlaybook = {
  band: 'expand',
  trigger: {
    en: 'The score is in the green band: the customer gets value and can grow.',
    es: 'La puntuación está en verde: el cliente obtiene valor y puede crecer.',
  },
  cadence: MONTHLY,
  tasks: [
    {
      id: 'monthly-check-in',
      subject: { en: 'Hold the monthly check-in', es: 'Hacer la revisión mensual' },
      body: {
        en: 'Ask what changed, what comes next and who else could use the product.',
        es: 'Preguntar qué cambió, qué viene y quién más podría usar el producto.',
      },
      owner: 'company-owner',
      due: 'response',
    },
    {
      id: 'quarterly-review',
      subject: {
        en: 'Schedule the quarterly business review (QBR)',
        es: 'Programar la revisión de negocio trimestral (QBR)',
      },
      body: {
        en: 'Show results against the goals and agree on those of the next quarter.',
        es: 'Mostrar resultados frente a los objetivos y acordar los del próximo trimestre.',
      },
      owner: 'company-owner',
      due: { withinHours: 90 * 24 },
    },
    {
      id: 'find-expansion',
      subject: { en: 'Look for expansion', es: 'Buscar oportunidades de expansión' },
      body: {
        en: 'Compare seats in use, teams and features with what the contract covers; note each opportunity as a deal.',
        es: 'Comparar asientos en uso, equipos y funciones con lo contratado; registrar cada oportunidad como negocio.',
      },
      owner: 'company-owner',
      due: { withinHours: 30 * 24 },
    },
    {
      id: 'case-study',
      subject: { en: 'Develop a case study', es: 'Desarrollar un caso de estudio' },
      body: {
        en: 'Ask for permission, collect numbers before and after, and draft it for approval.',
        es: 'Pedir permiso, reunir cifras de antes y después y redactarlo para su aprobación.',
      },
      owner: 'company-owner',
      due: { withinHours: 90 * 24 },
    },
  ],
};
