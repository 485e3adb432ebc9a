import { comparableRevenues, medianRevenue } from '../../insights/portfolio/comparable-revenue.ts';
import { type Band } from '../../model/bands.ts';
import { type Exchange } from '../../model/exchange.ts';
import { type PortfolioCompany, type PortfolioEntry } from '../../model/portfolio.ts';
import { queuePriority } from '../../scoring/index.ts';
import { loadEntries, loadShown, stampOfEntries, type StoredEntry } from '../../store/portfolio.ts';
import { type PipelineDeps } from '../deps.ts';

type Reader = Pick<PipelineDeps, 'db' | 'portalId'>;

interface Book extends Reader {
  readonly stamp: string;
  /** Rates that the order by revenue rests on. */
  readonly exchange: Exchange | undefined;
  readonly entries: readonly PortfolioEntry[];
}

/** Entries kept over all portals, half a kilobyte each; the books used last. */
const MOST_KEPT = 100_000;
let books: readonly Book[] = [];

/**
 * Every company of the portfolio. Pages of one list and letters of one search ask for it again and again: as long as
 * nothing was scored meanwhile, what was read before is given.
 */
export async function bookOf({
  db,
  portalId,
  settings: { exchange },
}: Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>): Promise<readonly PortfolioEntry[]> {
  const stamp = await stampOfEntries(db, portalId);
  const isOurs = (book: Book) => book.db === db && book.portalId === portalId;
  const known = books.find((book) => isOurs(book) && book.stamp === stamp && book.exchange === exchange);
  const entries = known?.entries ?? entriesOf(await loadEntries(db, portalId), exchange);
  let kept = 0;
  books = [{ db, portalId, stamp, exchange, entries }, ...books.filter((book) => !isOurs(book))].filter(
    (book) => (kept += book.entries.length) <= MOST_KEPT,
  );
  return entries;
}

/** One yen is not worth a euro, and a customer whose revenue nobody entered is not worth nothing. */
function entriesOf(stored: readonly StoredEntry[], exchange: Exchange | undefined): PortfolioEntry[] {
  const revenues = comparableRevenues(stored, exchange);
  const usual = medianRevenue(revenues);
  return stored.map(({ asOf, ...entry }, index) => {
    const { risk, renewsAt, name, companyId } = entry;
    const comparableArr = revenues[index] ?? null;
    const arr = comparableArr ?? usual;
    return {
      ...entry,
      name: name ?? companyId,
      band: entry.band as Band,
      comparableArr,
      priority: risk === null ? 0 : queuePriority({ risk, arr, renewsAt, asOf }),
    };
  });
}

/** The companies that are shown, with what only they need. */
export async function shownCompanies(
  { db, portalId }: Reader,
  entries: readonly PortfolioEntry[],
): Promise<PortfolioCompany[]> {
  const details = await loadShown(
    db,
    portalId,
    entries.map(({ companyId }) => companyId),
  );
  return entries.map((entry) => {
    const { reason = null, openTasks = 0 } = details.get(entry.companyId) ?? {};
    return { ...entry, reason, openTasks };
  });
}
