import { type Localised } from '../bands.ts';

/** What only the functions of the static build say. */
export const FUNCTION_MESSAGES = {
  'function.no-secret': {
    en: 'the function lacks its secret {name}',
    es: 'a la función le falta su secreto {name}',
  },
  'function.no-account': {
    en: 'no {account} is matched to the company',
    es: 'ningún {account} está asignado a la empresa',
  },
  'function.stripe-customer': { en: 'Stripe customer', es: 'cliente de Stripe' },
  'function.mixpanel-account': { en: 'Mixpanel account', es: 'grupo de Mixpanel' },
  'function.only-by-run': {
    en: 'cannot be asked for one company alone; the next run reads it',
    es: 'no se puede consultar para una sola empresa; la próxima ejecución la lee',
  },
  'function.no-score': {
    en: 'Company {company} has no score to go on from. The next run of Pulso writes it if the company is a customer.',
    es: 'La empresa {company} no tiene una puntuación de la que partir. La próxima ejecución de Pulso la escribe si la empresa es cliente.',
  },
  'function.no-token': {
    en: 'HubSpot did not provide an app token to the function.',
    es: 'HubSpot no dio a la función un token de la app.',
  },
  'function.unexpected': {
    en: 'HubSpot answered {call} with something unexpected. Try again.',
    es: 'HubSpot respondió a {call} con algo inesperado. Inténtalo de nuevo.',
  },
  'function.hubspot-late': {
    en: 'HubSpot did not answer in time. Try again.',
    es: 'HubSpot no respondió a tiempo. Inténtalo de nuevo.',
  },
  'function.model': {
    en: 'A function cannot score with the model {model}; the service can.',
    es: 'Una función no puede puntuar con el modelo {model}; el servicio sí.',
  },
  'function.no-client-secret': {
    en: 'The function lacks its secret PULSO_CLIENT_SECRET. Add it in HubSpot.',
    es: 'A la función le falta su secreto PULSO_CLIENT_SECRET. Añádelo en HubSpot.',
  },
  'function.no-service': {
    en: 'The function does not know where the service is (PULSO_SERVICE_URL).',
    es: 'La función no sabe dónde está el servicio (PULSO_SERVICE_URL).',
  },
  'function.service-late': {
    en: 'The Pulso service did not answer in time. Try again.',
    es: 'El servicio de Pulso no respondió a tiempo. Inténtalo de nuevo.',
  },
  'function.not-the-service': {
    en: 'Something else answered in place of the Pulso service.',
    es: 'Otra cosa respondió en lugar del servicio de Pulso.',
  },
} as const satisfies Record<string, Localised>;
