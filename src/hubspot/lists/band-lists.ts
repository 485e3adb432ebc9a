import { z } from 'zod';
import { toAppError } from '../../errors.ts';
import { BANDS, type Locale } from '../../model/bands.ts';
import { type HubSpotApi, OBJECT_TYPE_IDS } from '../../model/hubspot-api.ts';
import { paths } from '../paths.ts';
import { bandFilter, isBandFilter } from './band-filter.ts';

export interface BandList {
  readonly name: string;
  readonly listId: string;
  readonly band: (typeof BANDS)[number];
  readonly created: boolean;
  /** Someone changed its filters or its kind; we leave it as it is. */
  readonly edited: boolean;
}

const NAMES: Readonly<Record<Locale, Readonly<Record<(typeof BANDS)[number], string>>>> = {
  en: {
    red: 'Customer health: red',
    orange: 'Customer health: orange',
    yellow: 'Customer health: yellow',
    green: 'Customer health: green',
  },
  es: {
    red: 'Salud del cliente: rojo',
    orange: 'Salud del cliente: naranja',
    yellow: 'Salud del cliente: amarillo',
    green: 'Salud del cliente: verde',
  },
};

const listAnswer = z.object({
  list: z.object({
    listId: z.string(),
    name: z.string(),
    processingType: z.string().optional(),
    filterBranch: z.unknown().optional(),
  }),
});
type ListAnswer = z.infer<typeof listAnswer>['list'];

/** One list per band that HubSpot keeps up to date by itself. Lists are found by name; a missing one is created. */
export async function ensureBandLists(api: HubSpotApi, locale: Locale = 'en'): Promise<BandList[]> {
  const lists: BandList[] = [];
  for (const band of BANDS) {
    const name = NAMES[locale][band];
    const found = await findByName(api, name);
    const list = found ?? (await create(api, name, band));
    const edited =
      found !== null && !(found.processingType === 'DYNAMIC' && isBandFilter(found.filterBranch, band));
    lists.push({ name, listId: list.listId, band, created: found === null, edited });
  }
  return lists;
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

async function create(api: HubSpotApi, name: string, band: string): Promise<ListAnswer> {
  const body = {
    name,
    objectTypeId: OBJECT_TYPE_IDS.companies,
    processingType: 'DYNAMIC',
    filterBranch: bandFilter(band),
  };
  const { list } = await api.request({ method: 'POST', path: paths.lists, body, schema: listAnswer });
  return list;
}
