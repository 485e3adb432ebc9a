import { type Localised } from '../bands.ts';

/** Why something that a person asked for in HubSpot was not done, and what to do. */
export const ACTION_MESSAGES = {
  'action.unknown': { en: 'There is no action "{name}".', es: 'No existe la acción «{name}».' },
  'action.not-scored': {
    en: 'Company {company} has not been scored yet. The next run does it if the company is a customer.',
    es: 'La empresa {company} aún no tiene puntuación. La próxima ejecución la calcula si la empresa es cliente.',
  },
  'action.not-published': {
    en: 'Scored, but HubSpot did not take the properties: {reason}',
    es: 'Puntuada, pero HubSpot no aceptó las propiedades: {reason}',
  },
  'action.no-last-day': {
    en: 'A band override needs the last day it holds.',
    es: 'Una banda fijada a mano necesita el último día en que vale.',
  },
  'action.override-author': {
    en: 'A band override needs a reason and an author.',
    es: 'Una banda fijada a mano necesita un motivo y un autor.',
  },
  'action.override-expiry': {
    en: 'A band override expires between {first} and {last}, not on {asked}.',
    es: 'Una banda fijada a mano caduca entre {first} y {last}, no el {asked}.',
  },
  'action.no-step': {
    en: 'There is no such step in the plan. Load the card again.',
    es: 'Ese paso no está en el plan. Vuelve a cargar la tarjeta.',
  },
  'action.tasks-incomplete': {
    en: '{created} tasks were created, but not all: {reason} Try again; none is made twice.',
    es: 'Se crearon {created} tareas, pero no todas: {reason} Inténtalo de nuevo; ninguna se crea dos veces.',
  },
  'action.account-gone': {
    en: '{source} has no account {account} any more. Load the page again.',
    es: '{source} ya no tiene la cuenta {account}. Vuelve a cargar la página.',
  },
  'settings.conflict': {
    en: '{author} saved version {version} of the settings meanwhile. Load them again and repeat your change.',
    es: '{author} guardó mientras tanto la versión {version} de los ajustes. Vuelve a cargarlos y repite tu cambio.',
  },
  'settings.somebody': { en: 'Somebody else', es: 'Otra persona' },
  'proof.nothing-proposed': {
    en: 'There are no weights to propose. {why}',
    es: 'No hay pesos que proponer. {why}',
  },
  'proof.nothing-checked': { en: 'Nothing was checked yet.', es: 'Todavía no se ha comprobado nada.' },
  'proof.replaced': {
    en: 'The proposal of {until} was replaced by that of {newer}. Look at it first.',
    es: 'La propuesta del {until} fue sustituida por la del {newer}. Mírala antes.',
  },
  'proof.no-version': {
    en: 'There is no version {version} of the model.',
    es: 'No existe la versión {version} del modelo.',
  },
  'proof.nothing-scored': {
    en: 'Nothing was scored yet, so nothing can be judged; run "pulso sync" first.',
    es: 'Aún no hay puntuaciones, así que nada se puede juzgar; ejecuta antes «pulso sync».',
  },
  'model.unknown': {
    en: 'there is no model "{model}"; known models: {known}',
    es: 'no existe el modelo «{model}»; modelos conocidos: {known}',
  },
} as const satisfies Record<string, Localised>;
