import { z } from 'zod';
import { toAppError } from '../../errors.ts';
import { type AlertLevel, BANDS, type Locale, type Localised } from '../../model/bands.ts';
import { type HubSpotApi, OBJECT_TYPE_IDS } from '../../model/hubspot-api.ts';
import { paths } from '../paths.ts';
import { alertValue } from '../properties/options.ts';
import { isValueFilter, type ValueCondition, valueFilter } from './value-filter.ts';

export interface HealthList extends ValueCondition {
  readonly name: string;
  readonly listId: string;
  readonly created: boolean;
  /** Someone changed its filters or its kind; we leave it as it is. */
  readonly edited: boolean;
}

interface WantedList extends ValueCondition {
  readonly name: Localised;
}

const BAND_NAMES: Readonly<Record<(typeof BANDS)[number], Localised>> = {
  red: { en: 'Customer health: red', es: 'Salud del cliente: rojo' },
  orange: { en: 'Customer health: orange', es: 'Salud del cliente: naranja' },
  yellow: { en: 'Customer health: yellow', es: 'Salud del cliente: amarillo' },
  green: { en: 'Customer health: green', es: 'Salud del cliente: verde' },
};

/** `unknown` has no list: nobody has to react to it. */
const ALERT_NAMES: Readonly<Record<Exclude<AlertLevel, 'unknown'>, Localised>> = {
  critical: { en: 'Customer health alert: critical', es: 'Alerta de salud del cliente: crítica' },
  'at-risk': { en: 'Customer health alert: at risk', es: 'Alerta de salud del cliente: en riesgo' },
  warning: { en: 'Customer health alert: warning', es: 'Alerta de salud del cliente: aviso' },
  healthy: { en: 'Customer health alert: healthy', es: 'Alerta de salud del cliente: sano' },
};

const WANTED: readonly WantedList[] = [
  ...BANDS.map((band) => ({ property: 'health_band', value: band, name: BAND_NAMES[band] })),
  ...Object.entries(ALERT_NAMES).map(([level, name]) => ({
    property: 'health_alert_level',
    value: alertValue(level as AlertLevel),
    name,
  })),
];

const listAnswer = z.object({
  list: z.object({
    listId: z.string(),
    name: z.string(),
    processingType: z.string().optional(),
    filterBranch: z.unknown().optional(),
  }),
});
type ListAnswer = z.infer<typeof listAnswer>['list'];

/**
 * One list per band and one per alert level, which HubSpot keeps up to date by itself. Lists are found by name; a
 * missing one is created.
 */
export async function ensureHealthLists(api: HubSpotApi, locale: Locale = 'en'): Promise<HealthList[]> {
  const lists: HealthList[] = [];
  for (const wanted of WANTED) {
    const condition: ValueCondition = { property: wanted.property, value: wanted.value };
    const name = wanted.name[locale];
    const found = await findByName(api, name);
    const list = found ?? (await create(api, name, condition));
    const edited =
      found !== null && !(found.processingType === 'DYNAMIC' && isValueFilter(found.filterBranch, condition));
    lists.push({ ...condition, name, listId: list.listId, created: found === null, edited });
  }
  return lists;
}

/** Names of the lists that {@link ensureHealthLists} would create. */
export async function missingHealthLists(api: HubSpotApi, locale: Locale = 'en'): Promise<string[]> {
  const missing: string[] = [];
  for (const { name } of WANTED) {
    if ((await findByName(api, name[locale])) === null) missing.push(name[locale]);
  }
  return missing;
}

async function findByName(api: HubSpotApi, name: string): Promise<ListAnswer | null> {
  try {
    const { list } = await api.request({
      method: 'GET',
      path: paths.listByName(OBJECT_TYPE_IDS.companies, name),
      query: { includeFilters: true },
      schema: listAnswer,
    });
    return list;
  } catch (error) {
    if (toAppError(error).code === 'not-found') return null;
    throw error;
  }
}

async function create(api: HubSpotApi, name: string, condition: ValueCondition): Promise<ListAnswer> {
  const body = {
    name,
    objectTypeId: OBJECT_TYPE_IDS.companies,
    processingType: 'DYNAMIC',
    filterBranch: valueFilter(condition),
  };
  try {
    const { list } = await api.request({
      method: 'POST',
      path: paths.lists,
      body,
      schema: listAnswer,
      repeatable: true,
    });
    return list;
  } catch (error) {
    // Names are unique: refused after an answer that got lost, the list is there.
    const existing = toAppError(error).code === 'upstream-rejected' ? await findByName(api, name) : null;
    if (existing === null) throw error;
    return existing;
  }
}
