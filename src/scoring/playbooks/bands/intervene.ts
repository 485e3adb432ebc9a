import { WEEKLY } from '../cadence.ts';
import type { BandPlaybook } from '../playbook.ts';

export const intervene: BandPlaybook = {
  band: 'intervene',
  trigger: {
    en: 'The score is in the orange band: the customer may leave unless somebody acts.',
    es: 'La puntuación está en naranja: el cliente puede irse si nadie actúa.',
  },
  cadence: WEEKLY,
  tasks: [
    {
      id: 'weekly-touch-point',
      subject: { en: 'Set up a weekly touch point', es: 'Fijar un contacto semanal' },
      body: {
        en: 'Call now, name the problem openly and agree on a weekly call until it is solved.',
        es: 'Llamar ya, hablar del problema con franqueza y acordar una llamada semanal hasta resolverlo.',
      },
      owner: 'company-owner',
      due: 'response',
    },
    {
      id: 'executive-alignment',
      subject: { en: 'Align the executives', es: 'Alinear a los ejecutivos' },
      body: {
        en: 'Bring one of our executives and the sponsor together on goals and on what blocks them.',
        es: 'Reunir a un ejecutivo nuestro y al patrocinador: objetivos y qué los frena.',
      },
      owner: 'company-owner',
      due: { withinHours: 7 * 24 },
    },
    {
      id: 'value-review',
      subject: { en: 'Review the business value', es: 'Revisar el valor de negocio' },
      body: {
        en: 'Work out value delivered against cost, with the numbers of the customer.',
        es: 'Calcular con cifras del cliente el valor entregado frente al coste.',
      },
      owner: 'company-owner',
      due: { withinHours: 14 * 24 },
    },
    {
      id: 'optimise-product',
      subject: { en: 'Optimise the use of the product', es: 'Optimizar el uso del producto' },
      body: {
        en: 'Review set-up, permissions and workflows; remove what slows the users down.',
        es: 'Revisar configuración, permisos y flujos; quitar lo que frena a los usuarios.',
      },
      owner: 'company-owner',
      due: { withinHours: 21 * 24 },
    },
    {
      id: 'pricing-flexibility',
      subject: { en: 'Discuss pricing flexibility', es: 'Hablar de flexibilidad de precios' },
      body: {
        en: 'Prepare options (plan, seats, term) with sales before the customer asks.',
        es: 'Preparar opciones (plan, asientos, plazo) con ventas antes de que el cliente las pida.',
      },
      owner: 'company-owner',
      due: { withinHours: 30 * 24 },
    },
  ],
};
