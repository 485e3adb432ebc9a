import { useCopy } from './copy.ts';

const en = {
  source: 'Source',
  companies: 'Companies with data',
  accounts: (matched: string, all: string) => `${matched} of ${all} accounts matched`,
  weight: (share: string) => `${share} of the weight in scores`,
  because: (records: string, reason: string) => `${records}: ${reason}`,
  understood: (share: string) => `${share} of the records understood`,
  remedy: 'What to do',
  read: (age: string) => `Read ${age}`,
  records: (records: string) => (records === '1' ? '1 record read' : `${records} records read`),
  never: 'Never read',
  fine: 'Nothing',
  correct: (records: string) => `Correct the records that were set aside (${records}) in the source`,
  match: (accounts: string) => `Say whose its open accounts are (${accounts}), in the app’s Data tab`,
};
export type SourceTexts = typeof en;

const es: SourceTexts = {
  source: 'Fuente',
  companies: 'Empresas con datos',
  accounts: (matched, all) => `${matched} de ${all} cuentas asignadas`,
  weight: (share) => `${share} del peso en las puntuaciones`,
  because: (records, reason) => `${records}: ${reason}`,
  understood: (share) => `${share} de los registros entendidos`,
  remedy: 'Qué hacer',
  read: (age) => `Leída ${age}`,
  records: (records) => (records === '1' ? '1 registro leído' : `${records} registros leídos`),
  never: 'Nunca leída',
  fine: 'Nada',
  correct: (records) => `Corrige en la fuente los registros apartados (${records})`,
  match: (accounts) =>
    `Indica de quién son sus cuentas pendientes (${accounts}), en la pestaña Datos de la app`,
};

/** What the table of sources says. */
export function useSourceTexts(): SourceTexts {
  return useCopy().locale === 'es' ? es : en;
}
