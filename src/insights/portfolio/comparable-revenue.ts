import { type Exchange } from '../../model/exchange.ts';

/** What a company brings in a year, in its own currency. */
export interface Revenue {
  readonly arr: number | null;
  readonly currency: string | null;
  /** Day at whose rate it counts. */
  readonly asOf: string;
}

/**
 * Revenues of a book that can be compared, in the order of the companies: at the rates there are, or where nobody supplied
 * any, those in the currency that most companies have. null where nothing tells what a revenue is worth beside the others.
 */
export function comparableRevenues(
  companies: readonly Revenue[],
  exchange: Exchange | undefined,
): (number | null)[] {
  const main = exchange?.currency ?? mostFrequent(companies);
  return companies.map(({ arr, currency, asOf }) => {
    if (arr === null || currency === null || currency === main) return arr;
    return exchange?.convert(arr, currency, asOf) ?? null;
  });
}

/** The middle one of those known: what an unknown revenue most likely is about. null when none is known. */
export function medianRevenue(revenues: readonly (number | null)[]): number | null {
  const known = revenues.filter((each) => each !== null).sort((left, right) => left - right);
  const upper = known[known.length >> 1];
  const lower = known[(known.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

function mostFrequent(companies: readonly Revenue[]): string | null {
  const counts = new Map<string, number>();
  for (const { arr, currency } of companies) {
    if (arr !== null && currency !== null) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}
