import { NONE, type PortfolioEntry, type PortfolioQuery, type PortfolioSort } from '../../model/portfolio.ts';

/** Points lost in 30 days that bring a company into the queue although it is not at risk yet. */
const FALL = 5;

/** Ascending by these; what is unknown comes last. */
const SORT_KEYS: Readonly<Record<PortfolioSort, (company: PortfolioEntry) => number | null>> = {
  priority: ({ priority }) => -priority,
  score: ({ score }) => score,
  risk: ({ risk }) => (risk === null ? null : -risk),
  change: ({ delta30d }) => delta30d,
  revenue: ({ arr, comparableArr = arr }) => (comparableArr === null ? null : -comparableArr),
};

/** The companies that fit, in order; of equals by name. */
export function selectCompanies<Entry extends PortfolioEntry>(
  companies: readonly Entry[],
  { search, band, owner, segment, renewal, sort }: PortfolioQuery,
): Entry[] {
  const wanted = search.trim().toLowerCase();
  const key = SORT_KEYS[sort];
  return companies
    .filter(
      (each) =>
        (wanted === '' || each.name.toLowerCase().includes(wanted)) &&
        (band === '' || each.band === band) &&
        (owner === '' || (each.ownerId ?? NONE) === owner) &&
        (segment === '' || (each.segment ?? NONE) === segment) &&
        (renewal === '' || each.renewsAt?.startsWith(renewal) === true),
    )
    .map((entry) => ({ entry, key: key(entry) ?? Infinity }))
    .sort((a, b) => compare(a.key, b.key) || byName(a.entry, b.entry))
    .map(({ entry }) => entry);
}

/** Whom the team should see this week: at risk or falling, most pressing first, as many as it can see. */
export function queueOf<Entry extends PortfolioEntry>(
  companies: readonly Entry[],
  capacity: number,
): Entry[] {
  return byPriority(companies.filter((each) => isAtRisk(each) || (each.delta30d ?? 0) <= -FALL)).slice(
    0,
    capacity,
  );
}

/** Most pressing first. */
export function byPriority<Entry extends PortfolioEntry>(companies: readonly Entry[]): Entry[] {
  return [...companies].sort((a, b) => b.priority - a.priority || byName(a, b));
}

export function isAtRisk({ band }: Pick<PortfolioEntry, 'band'>): boolean {
  return band === 'red' || band === 'orange';
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

const { compare: compareNames } = new Intl.Collator('en');

/** The same everywhere: pages of one list are asked for one by one. */
function byName(a: PortfolioEntry, b: PortfolioEntry): number {
  return compareNames(a.name, b.name) || compare(Number(a.companyId), Number(b.companyId));
}
