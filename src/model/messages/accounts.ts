import { type Localised } from '../bands.ts';

/** Why an account of a source belongs to no company. */
export const ACCOUNT_MESSAGES = {
  'account.not-matched': { en: 'not matched yet', es: 'aún sin asignar' },
  'account.company-gone': {
    en: 'It names HubSpot company {company}, which does not exist any more or is archived.',
    es: 'Nombra la empresa de HubSpot {company}, que ya no existe o está archivada.',
  },
  'account.confirmed-twice': {
    en: 'It was confirmed for several companies: {companies}.',
    es: 'Se confirmó para varias empresas: {companies}.',
  },
  'account.confirmed-gone': {
    en: 'It was confirmed for HubSpot company {company}, which does not exist any more or is archived.',
    es: 'Se confirmó para la empresa de HubSpot {company}, que ya no existe o está archivada.',
  },
  'account.salesforce-shared': {
    en: 'Several companies have the Salesforce account id {id}: {companies}.',
    es: 'Varias empresas tienen el id de cuenta de Salesforce {id}: {companies}.',
  },
  'account.domains-shared': {
    en: 'Its domains {domains} belong to several companies: {companies}.',
    es: 'Sus dominios {domains} pertenecen a varias empresas: {companies}.',
  },
  'account.domain-shared': {
    en: 'Several companies have the domain {domain}: {companies}.',
    es: 'Varias empresas tienen el dominio {domain}: {companies}.',
  },
  'account.no-majority': {
    en: 'No e-mail domain has the majority of its users: {domains}.',
    es: 'Ningún dominio de correo tiene la mayoría de sus usuarios: {domains}.',
  },
  'account.domain-unknown': {
    en: 'No company has the domain {domains}.',
    es: 'Ninguna empresa tiene el dominio {domains}.',
  },
  'account.free-mail': {
    en: 'It has no domain of its own, and its users only free-mail addresses.',
    es: 'No tiene dominio propio, y sus usuarios solo direcciones de correo gratuito.',
  },
  'account.salesforce-unknown': {
    en: 'No company has the Salesforce account id {id}, and it has no domain and no e-mail addresses.',
    es: 'Ninguna empresa tiene el id de cuenta de Salesforce {id}, y no tiene dominio ni direcciones de correo.',
  },
  'account.nothing': {
    en: 'It has no HubSpot company id, no domain and no e-mail addresses.',
    es: 'No tiene id de empresa de HubSpot, ni dominio, ni direcciones de correo.',
  },
} as const satisfies Record<string, Localised>;
