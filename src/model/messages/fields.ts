import { type Localised } from '../bands.ts';

/** What is wrong with a field of something that came in. */
export const FIELD_MESSAGES = {
  'does-not-fit': { en: 'does not fit', es: 'no encaja' },
  'field.date': {
    en: 'expected an ISO 8601 date or date-time',
    es: 'se esperaba una fecha o fecha y hora en ISO 8601',
  },
  'field.decimal': { en: 'expected a decimal number in text', es: 'se esperaba un número decimal en texto' },
  'field.salesforce-id': { en: 'expected a Salesforce id', es: 'se esperaba un id de Salesforce' },
  'field.company-id': {
    en: 'must be the record id of a company',
    es: 'debe ser el id de registro de una empresa',
  },
  'field.request-id': {
    en: 'must be 8 to 64 letters, digits, - or _',
    es: 'debe tener de 8 a 64 letras, dígitos, - o _',
  },
  'field.reason': { en: 'say why in a few words', es: 'di por qué en pocas palabras' },
  'field.scale-order': { en: 'max must be above min', es: 'max debe ser mayor que min' },
  'field.outside-scale': { en: 'outside its scale', es: 'fuera de su escala' },
  'field.period-order': { en: 'from is after to', es: 'from es posterior a to' },
  'field.bands-order': {
    en: 'orange must start below yellow, and yellow below green',
    es: 'el naranja debe empezar por debajo del amarillo, y el amarillo por debajo del verde',
  },
} as const satisfies Record<string, Localised>;
