import { type Localised } from '../bands.ts';

/** What HubSpot answered instead, and what to do. Its own words are quoted as they are. */
export const HUBSPOT_MESSAGES = {
  'hubspot.said': { en: '{said}', es: 'HubSpot dice: «{said}»' },
  'hubspot.refused': { en: 'refused', es: 'rechazada' },
  'hubspot.token': {
    en: 'HubSpot does not accept the access token ({call}: {said}). Renew the token or connect the portal again.',
    es: 'HubSpot no acepta el token de acceso ({call}; dice: «{said}»). Renueva el token o vuelve a conectar el portal.',
  },
  'hubspot.scopes': {
    en: 'HubSpot forbids {call}: missing scopes: {scopes}. Add the scopes to the app and have it installed again.',
    es: 'HubSpot no permite {call}: faltan permisos: {scopes}. Añádelos a la app e instálala de nuevo.',
  },
  'hubspot.forbidden': {
    en: 'HubSpot forbids {call}: {said}. Add the scopes to the app and have it installed again.',
    es: 'HubSpot no permite {call} y dice: «{said}». Añade los permisos a la app e instálala de nuevo.',
  },
  'hubspot.not-found': {
    en: 'HubSpot has nothing at {call}: {said}',
    es: 'HubSpot no tiene nada en {call} y dice: «{said}»',
  },
  'hubspot.rate-limit': {
    en: "HubSpot's rate limit was reached ({call}: {said}).",
    es: 'Se alcanzó el límite de peticiones de HubSpot ({call}; dice: «{said}»).',
  },
  'hubspot.unavailable': {
    en: 'HubSpot cannot answer {call} now (status {status}: {said}). Try again later.',
    es: 'HubSpot no puede responder a {call} ahora (estado {status}; dice: «{said}»). Inténtalo más tarde.',
  },
  'hubspot.rejected': {
    en: 'HubSpot rejected {call} (status {status}): {said}',
    es: 'HubSpot rechazó {call} (estado {status}) y dice: «{said}»',
  },
  'hubspot.not-json': {
    en: "HubSpot's answer to {call} is not JSON; it may have been cut off.",
    es: 'La respuesta de HubSpot a {call} no es JSON; puede que se haya cortado.',
  },
  'hubspot.shape': {
    en: "HubSpot's answer to {call} does not have the expected shape ({problems}).",
    es: 'La respuesta de HubSpot a {call} no tiene la forma esperada ({problems}).',
  },
  'hubspot.unreachable': {
    en: 'HubSpot cannot be reached ({call}: {why}). Try again later.',
    es: 'No se puede conectar con HubSpot ({call}: {why}). Inténtalo más tarde.',
  },
  'hubspot.token-shape': {
    en: "HubSpot's answer to the token request does not have the expected shape.",
    es: 'La respuesta de HubSpot a la petición del token no tiene la forma esperada.',
  },
  'hubspot.unreachable-for': {
    en: 'HubSpot cannot be reached for {call}. Try again later.',
    es: 'No se puede conectar con HubSpot para {call}. Inténtalo más tarde.',
  },
  'hubspot.app-refused': {
    en: 'HubSpot refuses the app itself: check HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET.',
    es: 'HubSpot rechaza la propia aplicación: revisa HUBSPOT_CLIENT_ID y HUBSPOT_CLIENT_SECRET.',
  },
  'hubspot.authorization': {
    en: 'HubSpot refused the authorization ({status}). Connect the account again.',
    es: 'HubSpot rechazó la autorización ({status}). Vuelve a conectar la cuenta.',
  },
  'hubspot.breakdown-size': {
    en: 'The breakdown of company {company} takes {characters} characters even without its details.',
    es: 'El desglose de la empresa {company} ocupa {characters} caracteres incluso sin sus detalles.',
  },
  'hubspot.allowance': {
    en: "HubSpot's allowance of API calls is used up for longer than a moment. The daily one starts again at midnight in the portal's time zone; what is left is done then. If this recurs, sync less often or buy the API limit increase.",
    es: 'Las llamadas a la API que HubSpot permite se han agotado por un tiempo. El cupo diario empieza de nuevo a medianoche en la zona horaria del portal; lo que queda se hace entonces. Si se repite, sincroniza con menos frecuencia o amplía el límite de la API.',
  },
  'hubspot.property-missing': {
    en: 'The portal lacks a property that is to be written. Run `pulso provision`. HubSpot said: {said}',
    es: 'Al portal le falta una propiedad que hay que escribir. Ejecuta `pulso provision`. HubSpot dice: «{said}»',
  },
  'hubspot.task-not-tied': {
    en: 'created, but not tied to company {company}: {reason}',
    es: 'creada, pero no asociada a la empresa {company}: {reason}',
  },
} as const satisfies Record<string, Localised>;
