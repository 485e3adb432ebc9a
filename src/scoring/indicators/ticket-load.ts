import { interpolate } from '../curve.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, fact } from './text.ts';

/** How often the customer needs help. Value: `opened` tickets in window 0. */
export const ticketLoad: Indicator<{ curve: 'curve' }> = {
  id: 'ticket-load',
  title: { en: 'Ticket load', es: 'Carga de tickets' },
  why: {
    en: 'Every ticket is an irritation; several about one topic are a call to make.',
    es: 'Cada ticket es una molestia; varios sobre un tema piden una llamada.',
  },
  target: { en: 'At most one in 30 days', es: 'Como mucho uno en 30 días' },
  needs: { en: 'support tickets', es: 'tickets de soporte' },
  source: 'S4',
  section: 'relationship.tickets',
  params: { curve: 'curve' },
  plays: ['ticket-topic-call'],
  measure(signals, _context, params) {
    const tickets = signals.relationship?.tickets;
    if (tickets === undefined) return NO_DATA;
    return scored(interpolate(params.curve, tickets.opened), { opened: tickets.opened });
  },
  describe(value, locale) {
    return counted(fact(value, 'opened'), locale, {
      en: ['ticket in 30 days', 'tickets in 30 days'],
      es: ['ticket en 30 días', 'tickets en 30 días'],
    });
  },
};
