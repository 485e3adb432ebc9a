import { interpolate } from '../curve.ts';
import { isWithin } from '../facts/context.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, fact } from './text.ts';

const PARAMS = { curve: 'curve', windowDays: 'number' } as const;

/** How many people at the customer we speak with. Value: `contacts` engaged in the last 90 days. */
export const multithreading: Indicator<typeof PARAMS> = {
  id: 'multithreading',
  title: { en: 'Contacts engaged', es: 'Contactos activos' },
  why: {
    en: 'A relationship with one person ends when that person leaves.',
    es: 'Una relación con una sola persona termina cuando esa persona se va.',
  },
  target: { en: 'Three or more in 90 days', es: 'Tres o más en 90 días' },
  needs: { en: 'interactions with their contacts', es: 'interacciones con sus contactos' },
  source: 'S1',
  section: 'relationship.interactions',
  params: PARAMS,
  plays: ['contact-widening'],
  measure(signals, context, params) {
    const interactions = signals.relationship?.interactions;
    if (interactions === undefined) return NO_DATA;
    const recent = interactions.filter(({ at }) => isWithin(at, params.windowDays, context));
    const named = recent.flatMap(({ contactId }) => (contactId === undefined ? [] : [contactId]));
    if (recent.length > 0 && named.length === 0) return NO_DATA;
    const contacts = new Set(named).size;
    return scored(interpolate(params.curve, contacts), { contacts });
  },
  describe(value, locale) {
    return counted(fact(value, 'contacts'), locale, {
      en: ['contact in 90 days', 'contacts in 90 days'],
      es: ['contacto en 90 días', 'contactos en 90 días'],
    });
  },
};
