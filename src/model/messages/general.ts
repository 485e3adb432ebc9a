import { type Localised } from '../bands.ts';

/** What is said where nothing more exact can be: one text for each error code, and words of others. */
export const GENERAL_MESSAGES = {
  /** Another system's own words, or a text of an older version. */
  quoted: { en: '{text}', es: 'En sus propias palabras: «{text}»' },
  /** A text in every language, made elsewhere. */
  as: { en: '{text}', es: '{text}' },
  'general.input-invalid': {
    en: 'What was entered does not fit. Check it and try again.',
    es: 'Los datos introducidos no son válidos. Revísalos e inténtalo de nuevo.',
  },
  'general.config-invalid': {
    en: 'Pulso is not configured correctly. Tell whoever runs it; the log says what is wrong.',
    es: 'La configuración de Pulso no es correcta. Avisa a quien lo gestiona; el registro dice qué falla.',
  },
  'general.model-invalid': {
    en: 'The scoring model is not valid. Undo the last change of the model or tell whoever runs Pulso.',
    es: 'El modelo de puntuación no es válido. Deshaz su último cambio o avisa a quien gestiona Pulso.',
  },
  'general.not-found': {
    en: 'It does not exist any more. Load the page again.',
    es: 'Ya no existe. Vuelve a cargar la página.',
  },
  'general.unauthorized': {
    en: 'Access was refused. Tell whoever runs Pulso to renew the credentials.',
    es: 'Se rechazó el acceso. Pide a quien gestiona Pulso que renueve las credenciales.',
  },
  'general.forbidden': {
    en: 'This is not allowed. Ask an admin for the permission.',
    es: 'No está permitido. Pide el permiso a un administrador.',
  },
  'general.rate-limited': {
    en: 'Too much was asked for at once. Try again in a minute.',
    es: 'Se pidió demasiado a la vez. Inténtalo de nuevo en un minuto.',
  },
  'general.upstream-unavailable': {
    en: 'Another system does not answer now. Try again later.',
    es: 'Otro sistema no responde ahora. Inténtalo más tarde.',
  },
  'general.upstream-invalid': {
    en: 'Another system sent something that cannot be read. Try again later.',
    es: 'Otro sistema envió algo que no se puede leer. Inténtalo más tarde.',
  },
  'general.upstream-rejected': {
    en: 'Another system refused the request. Tell whoever runs Pulso.',
    es: 'Otro sistema rechazó la petición. Avisa a quien gestiona Pulso.',
  },
  'general.store-locked': {
    en: 'The data of Pulso are in use by another process. Tell whoever runs Pulso.',
    es: 'Otro proceso está usando los datos de Pulso. Avisa a quien gestiona Pulso.',
  },
  'general.store-failed': {
    en: 'The database of Pulso does not answer. Try again in a minute.',
    es: 'La base de datos de Pulso no responde. Inténtalo de nuevo en un minuto.',
  },
  'general.cancelled': {
    en: 'It was stopped before it was done. Try again.',
    es: 'Se detuvo antes de terminar. Inténtalo de nuevo.',
  },
  'general.internal': {
    en: 'Something went wrong on our side. Try again in a moment.',
    es: 'Algo falló por nuestra parte. Inténtalo de nuevo en un momento.',
  },
} as const satisfies Record<string, Localised>;
