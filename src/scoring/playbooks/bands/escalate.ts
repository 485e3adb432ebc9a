import { DAILY } from '../cadence.ts';
import type { BandPlaybook } from '../playbook.ts';

export const escalate: BandPlaybook = {
  band: 'escalate',
  trigger: {
    en: 'The score is in the red band: the customer will probably leave.',
    es: 'La puntuación está en rojo: el cliente probablemente se irá.',
  },
  cadence: DAILY,
  tasks: [
    {
      id: 'escalate-management',
      subject: { en: 'Escalate to management', es: 'Escalar a dirección' },
      body: {
        en: 'Name one person who leads the rescue and tell the team today.',
        es: 'Nombrar a una persona que dirija el rescate y avisar hoy al equipo.',
      },
      owner: 'manager',
      due: 'response',
    },
    {
      id: 'engage-sponsor',
      subject: { en: 'Engage the executive sponsor', es: 'Involucrar al patrocinador ejecutivo' },
      body: {
        en: 'Call the sponsor, executive to executive: what would have to be true to stay?',
        es: 'Llamar al patrocinador, de ejecutivo a ejecutivo: ¿qué tendría que pasar para quedarse?',
      },
      owner: 'manager',
      due: { withinHours: 24 },
    },
    {
      id: 'assess-account',
      subject: { en: 'Assess the whole account', es: 'Evaluar la cuenta por completo' },
      body: {
        en: 'Write down usage, tickets, invoices, people and goals, and the cause behind them.',
        es: 'Reunir uso, tickets, facturas, personas y objetivos, y la causa de fondo.',
      },
      owner: 'company-owner',
      due: { withinHours: 72 },
    },
    {
      id: 'recovery-offer',
      subject: { en: 'Make a recovery offer', es: 'Hacer una oferta de recuperación' },
      body: {
        en: 'Offer premium support, training or an adjusted price against a plan with dates.',
        es: 'Ofrecer soporte premium, formación o un precio ajustado a cambio de un plan con fechas.',
      },
      owner: 'manager',
      due: { withinHours: 7 * 24 },
    },
  ],
};
