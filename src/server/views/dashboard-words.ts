import { type Band, type Locale } from '../../model/bands.ts';

export const BAND_FILTERS = ['all', 'red', 'orange', 'yellow', 'green', 'unknown'] as const;
export type BandFilter = (typeof BAND_FILTERS)[number];

/** The bands that a filter means; undefined: all. */
export function bandsIn(filter: BandFilter): readonly Band[] | undefined {
  if (filter === 'all') return undefined;
  return filter === 'green' ? ['green', 'thriving'] : [filter];
}

/** Words of the dashboard in one language. */
export interface DashboardWords {
  readonly title: string;
  readonly customers: string;
  readonly average: string;
  readonly atRisk: string;
  readonly arrAtRisk: string;
  readonly coverage: string;
  readonly bands: Readonly<Record<BandFilter, string>>;
  readonly queue: string;
  readonly queueHint: string;
  readonly columns: {
    readonly company: string;
    readonly score: string;
    readonly band: string;
    readonly change: string;
    readonly arr: string;
    readonly coverage: string;
    readonly reason: string;
  };
  readonly sources: string;
  readonly source: string;
  readonly companies: string;
  readonly weight: string;
  readonly setAside: string;
  readonly why: string;
  readonly status: string;
  readonly lastSuccess: string;
  readonly problem: string;
  readonly statuses: Readonly<Record<string, string>>;
  readonly unmatched: string;
  readonly unmatchedHint: string;
  readonly account: string;
  readonly lastRun: string;
  readonly never: string;
  readonly provisional: string;
  readonly nothing: string;
  readonly nothingInBand: string;
  readonly none: string;
  readonly first: (shown: number, all: number) => string;
}

export const DASHBOARD_WORDS: Readonly<Record<Locale, DashboardWords>> = {
  en: {
    title: 'Customer health',
    customers: 'Customers scored',
    average: 'Average health score',
    atRisk: 'At risk (red and orange)',
    arrAtRisk: 'ARR at risk',
    coverage: 'Average coverage',
    bands: { all: 'All', red: 'Red', orange: 'Orange', yellow: 'Yellow', green: 'Green', unknown: 'Unknown' },
    queue: 'Who needs the team first',
    queueHint: 'Sorted by priority: risk, weighted by ARR.',
    columns: {
      company: 'Company',
      score: 'Score',
      band: 'Band',
      change: '30 days',
      arr: 'ARR',
      coverage: 'Coverage',
      reason: 'Costliest reason',
    },
    sources: 'Sources',
    source: 'Source',
    companies: 'Companies with data',
    weight: 'Weight in scores',
    setAside: 'Records set aside',
    why: 'Why set aside',
    status: 'State',
    lastSuccess: 'Last read',
    problem: 'Problem',
    statuses: { ok: 'Connected', stale: 'Stale', error: 'Failing', disconnected: 'Disconnected' },
    unmatched: 'Accounts that match no company',
    unmatchedHint: 'Never guessed: add a domain or an id in HubSpot, or confirm the company.',
    account: 'Account',
    lastRun: 'Last run',
    never: 'never',
    provisional: 'provisional',
    nothing: 'Nothing has been scored yet. Run "npm run pulso -- sync".',
    nothingInBand: 'No company in this band.',
    none: 'None.',
    first: (shown, all) => `The first ${shown} of ${all}; the app’s home in HubSpot has them all.`,
  },
  es: {
    title: 'Salud del cliente',
    customers: 'Clientes puntuados',
    average: 'Puntuación de salud media',
    atRisk: 'En riesgo (rojo y naranja)',
    arrAtRisk: 'ARR en riesgo',
    coverage: 'Cobertura media',
    bands: {
      all: 'Todos',
      red: 'Rojo',
      orange: 'Naranja',
      yellow: 'Amarillo',
      green: 'Verde',
      unknown: 'Desconocido',
    },
    queue: 'Quién necesita al equipo primero',
    queueHint: 'Por prioridad: riesgo ponderado por ARR.',
    columns: {
      company: 'Empresa',
      score: 'Puntuación',
      band: 'Banda',
      change: '30 días',
      arr: 'ARR',
      coverage: 'Cobertura',
      reason: 'Motivo más costoso',
    },
    sources: 'Fuentes',
    source: 'Fuente',
    companies: 'Empresas con datos',
    weight: 'Peso en las puntuaciones',
    setAside: 'Registros apartados',
    why: 'Por qué se apartaron',
    status: 'Estado',
    lastSuccess: 'Última lectura',
    problem: 'Problema',
    statuses: { ok: 'Conectada', stale: 'Desactualizada', error: 'Con fallos', disconnected: 'Desconectada' },
    unmatched: 'Cuentas sin empresa',
    unmatchedHint: 'Nunca se adivina: añada un dominio o un id en HubSpot, o confirme la empresa.',
    account: 'Cuenta',
    lastRun: 'Última ejecución',
    never: 'nunca',
    provisional: 'provisional',
    nothing: 'Todavía no hay puntuaciones. Ejecute «npm run pulso -- sync».',
    nothingInBand: 'Ninguna empresa en esta banda.',
    none: 'Ninguna.',
    first: (shown, all) => `Las primeras ${shown} de ${all}; la página de la app en HubSpot las tiene todas.`,
  },
};
