import { type Localised } from '../bands.ts';

/** Why records of a source are set aside, and what is left out of an amount. */
export const SET_ASIDE_MESSAGES = {
  'owner-unreadable': { en: 'an owner that cannot be read', es: 'un propietario que no se puede leer' },
  'event-unreadable': { en: 'an event that cannot be read', es: 'un evento que no se puede leer' },
  'not-an-event': { en: 'not an event', es: 'no es un evento' },
  'not-an-object': { en: 'not a JSON object', es: 'no es un objeto JSON' },
  'event.time': {
    en: 'the time is missing or not a time',
    es: 'falta la hora o no es una hora',
  },
  'event.name': { en: 'the name of the event is missing', es: 'falta el nombre del evento' },
  'event.user': { en: 'the user is missing', es: 'falta el usuario' },
  'event.account': {
    en: 'no account: no account column, no company e-mail address',
    es: 'sin cuenta: ni columna de cuenta ni dirección de correo de empresa',
  },
  'amplitude.event': {
    en: 'event_type is missing or not text',
    es: 'event_type falta o no es texto',
  },
  'amplitude.time': {
    en: 'event_time is missing or not a time',
    es: 'event_time falta o no es una hora',
  },
  'amplitude.groups': { en: 'groups is not an object', es: 'groups no es un objeto' },
  'amplitude.user': {
    en: 'neither user_id nor device_id is text',
    es: 'ni user_id ni device_id es texto',
  },
  'amplitude.account': {
    en: 'no account: no group, no account property, no company e-mail address',
    es: 'sin cuenta: ni grupo, ni propiedad de cuenta, ni dirección de correo de empresa',
  },
  'mixpanel.groups': {
    en: 'properties.{key}: neither text nor a list of texts',
    es: 'properties.{key}: ni texto ni una lista de textos',
  },
  'intercom.account': {
    en: 'no account: its contacts have neither a company nor a company e-mail address',
    es: 'sin cuenta: sus contactos no tienen ni empresa ni dirección de correo de empresa',
  },
  'intercom.several': {
    en: 'several accounts: its contacts belong to more than one company',
    es: 'varias cuentas: sus contactos pertenecen a más de una empresa',
  },
  'intercom.list-limit': {
    en: 'Intercom lists the first {limit} only',
    es: 'Intercom solo enumera las {limit} primeras',
  },
  'zendesk.account': {
    en: 'no account: neither organization nor company e-mail address',
    es: 'sin cuenta: ni organización ni dirección de correo de empresa',
  },
  'entry.account': {
    en: 'no account: no accountId, companyId, domain or company e-mail address',
    es: 'sin cuenta: ni accountId, ni companyId, ni dominio, ni dirección de correo de empresa',
  },
  'account.id': {
    en: 'externalId: expected text or a number',
    es: 'externalId: se esperaba texto o un número',
  },
  'company.currency': {
    en: '{property}: "{currency}" is not a currency code such as EUR: the revenue with it does not count',
    es: '{property}: «{currency}» no es un código de moneda como EUR: los ingresos con ella no cuentan',
  },
  'record.currency': {
    en: 'currency: "{currency}" is not a code such as EUR: the money in it does not count as revenue',
    es: 'currency: «{currency}» no es un código como EUR: el dinero en ella no cuenta como ingresos',
  },
  'row.id': { en: 'the row has no id', es: 'la fila no tiene id' },
  'zuora.no-currency': {
    en: 'AccountId: account {account} has no currency',
    es: 'AccountId: la cuenta {account} no tiene moneda',
  },
  'zuora.paid-day': {
    en: 'paid, but Zuora shows no payment of it: taken as paid by the day it was due',
    es: 'pagada, pero Zuora no muestra ningún pago: se da por pagada a más tardar el día en que vencía',
  },
  'zuora.account': { en: 'AccountId: expected text', es: 'AccountId: se esperaba texto' },
  'zuora.no-start': {
    en: 'contractEffectiveDate: the subscription has no start',
    es: 'contractEffectiveDate: la suscripción no tiene inicio',
  },
  'zuora.charge': {
    en: 'charge {charge} ({model}) is not in the monthly amount: its price cannot be read',
    es: 'el cargo {charge} ({model}) no entra en el importe mensual: su precio no se puede leer',
  },
  'stripe.no-recurring': {
    en: 'items: none has a recurring price',
    es: 'items: ninguno tiene un precio recurrente',
  },
  'stripe.lines': {
    en: 'lines: Stripe does not list the rest of them',
    es: 'lines: Stripe no enumera las demás',
  },
  'stripe.line-price': {
    en: 'price {price} could not be read: it may be metered, so the invoice tells neither seats nor a monthly amount',
    es: 'no se pudo leer el precio {price}: puede ser por consumo, así que la factura no indica puestos ni importe mensual',
  },
  'stripe.more-items': {
    en: 'has more items than Stripe listed; the others are not counted',
    es: 'tiene más artículos de los que Stripe enumeró; los demás no se cuentan',
  },
  'stripe.item-not-recurring': {
    en: 'item {item} has no recurring price: not in the monthly amount',
    es: 'el artículo {item} no tiene precio recurrente: no entra en el importe mensual',
  },
  'stripe.item-metered': {
    en: 'item {item} is metered: not in the monthly amount',
    es: 'el artículo {item} se cobra por consumo: no entra en el importe mensual',
  },
  'stripe.item-priceless': {
    en: 'item {item} has tiered or custom pricing that cannot be read: not in the monthly amount',
    es: 'el artículo {item} tiene tramos o un precio propio que no se pueden leer: no entra en el importe mensual',
  },
  'stripe.discount': {
    en: 'a discount could not be read: it is not taken off the monthly amount',
    es: 'no se pudo leer un descuento: no se resta del importe mensual',
  },
  'id.too-long': {
    en: 'id: longer than {most} characters',
    es: 'id: más de {most} caracteres',
  },
  'id.characters': {
    en: 'id: has characters that no text has',
    es: 'id: tiene caracteres que ningún texto tiene',
  },
} as const satisfies Record<string, Localised>;
