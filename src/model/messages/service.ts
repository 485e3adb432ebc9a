import { type Localised } from '../bands.ts';

/** What the service answers to requests it does not serve. */
export const SERVICE_MESSAGES = {
  'service.nothing-there': {
    en: 'There is nothing at {method} {path}.',
    es: 'No hay nada en {method} {path}.',
  },
  'service.unreadable': {
    en: 'The request could not be read.',
    es: 'No se pudo leer la petición.',
  },
  'service.too-many': {
    en: 'Too many requests; wait a minute.',
    es: 'Demasiadas peticiones; espera un minuto.',
  },
  'service.portal-id': { en: 'portalId: expected digits.', es: 'portalId: se esperaban dígitos.' },
  'service.which-portal': {
    en: 'Several HubSpot accounts are served here (or none); name one as ?portalId=.',
    es: 'Aquí se atienden varias cuentas de HubSpot (o ninguna); indica una con ?portalId=.',
  },
  'service.not-connected': {
    en: 'This HubSpot account is not connected here.',
    es: 'Esta cuenta de HubSpot no está conectada aquí.',
  },
  'service.local-only': {
    en: 'Only requests from this machine itself are served here, none of web pages from elsewhere, and behind a proxy only with PULSO_TRUST_LOCAL=yes.',
    es: 'Aquí solo se atienden peticiones de esta misma máquina, ninguna de páginas web de otro sitio y, detrás de un proxy, solo con PULSO_TRUST_LOCAL=yes.',
  },
  'service.json-only': {
    en: 'From this machine, bodies are taken with the content type application/json only.',
    es: 'Desde esta máquina solo se aceptan cuerpos con el tipo de contenido application/json.',
  },
  'service.unsigned': {
    en: 'The request carries no valid HubSpot signature.',
    es: 'La petición no lleva una firma válida de HubSpot.',
  },
  'service.body': {
    en: 'The body must be a JSON object.',
    es: 'El cuerpo debe ser un objeto JSON.',
  },
  'service.company-id': {
    en: 'companyId: expected the digits of a HubSpot record id.',
    es: 'companyId: se esperaban los dígitos de un id de registro de HubSpot.',
  },
  'service.not-scored': {
    en: 'Company {company} has not been scored yet; the next run will do it.',
    es: 'La empresa {company} aún no tiene puntuación; la próxima ejecución la calculará.',
  },
  'service.database': {
    en: 'The database does not answer.',
    es: 'La base de datos no responde.',
  },
  'service.database-unreachable': {
    en: 'The database cannot be reached at the moment.',
    es: 'En este momento no se puede conectar con la base de datos.',
  },
  'service.metrics': {
    en: 'Metrics are served to this machine, or with PULSO_METRICS_TOKEN.',
    es: 'Las métricas se sirven a esta máquina, o con PULSO_METRICS_TOKEN.',
  },
  'service.workflow-body': {
    en: 'This is not the execution of a workflow action.',
    es: 'Esto no es la ejecución de una acción de workflow.',
  },
  'service.job-stopped': {
    en: 'The job was stopped ({job}).',
    es: 'El trabajo se detuvo ({job}).',
  },
  'oauth.declined': {
    en: 'HubSpot did not connect the account: the request was declined.',
    es: 'HubSpot no conectó la cuenta: la petición fue rechazada.',
  },
  'oauth.answer': {
    en: 'code and state are expected from HubSpot.',
    es: 'Se esperan code y state de HubSpot.',
  },
  'oauth.scopes': {
    en: 'HubSpot granted less than Pulso needs: {scopes}. Install again and grant all permissions.',
    es: 'HubSpot concedió menos de lo que Pulso necesita: {scopes}. Instala de nuevo y concede todos los permisos.',
  },
  'oauth.other-browser': {
    en: 'This installation was not begun in this browser, or too long ago. Begin again at /oauth/install.',
    es: 'Esta instalación no se empezó en este navegador, o hace demasiado tiempo. Empieza de nuevo en /oauth/install.',
  },
  'oauth.connected': {
    en: 'Account {portal} is connected. The first run has started; you can close this page.',
    es: 'La cuenta {portal} está conectada. La primera ejecución ha empezado; puedes cerrar esta página.',
  },
  'webhook.unknown': { en: 'There is no such webhook.', es: 'No existe ese webhook.' },
  'webhook.unsigned': {
    en: 'The delivery carries no valid signature.',
    es: 'La entrega no lleva una firma válida.',
  },
  'webhook.not-json': { en: 'The delivery is not JSON.', es: 'La entrega no es JSON.' },
  'webhook.hubspot': {
    en: 'The delivery is not a list of HubSpot events.',
    es: 'La entrega no es una lista de eventos de HubSpot.',
  },
  'webhook.intercom': {
    en: 'This is no notification of Intercom.',
    es: 'Esto no es una notificación de Intercom.',
  },
  'webhook.stripe': { en: 'This is no event of Stripe.', es: 'Esto no es un evento de Stripe.' },
  'webhook.zendesk': {
    en: 'This is no event of a Zendesk webhook subscription.',
    es: 'Esto no es un evento de una suscripción de webhooks de Zendesk.',
  },
  'webhook.segment': {
    en: 'Expected a Segment call, or a batch of at most 5,000.',
    es: 'Se esperaba una llamada de Segment, o un lote de 5000 como máximo.',
  },
  'webhook.entries': {
    en: 'Expected an entry, or {shape} with 1 to 1,000 of them.',
    es: 'Se esperaba una entrada, o {shape} con 1 a 1000 de ellas.',
  },
} as const satisfies Record<string, Localised>;
