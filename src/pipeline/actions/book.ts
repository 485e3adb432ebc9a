import { type Band } from '../../model/bands.ts';
import { type PortfolioCompany, type PortfolioEntry } from '../../model/portfolio.ts';
import { queuePriority } from '../../scoring/index.ts';
import { loadEntries, loadShown, stampOfEntries, type StoredEntry } from '../../store/portfolio.ts';
import { type PipelineDeps } from '../deps.ts';

type Reader = Pick<PipelineDeps, 'db' | 'portalId'>;

interface Book extends Reader {
  readonly stamp: string;
  readonly entries: readonly PortfolioEntry[];
}

/** Entries kept over all portals, half a kilobyte each; the books used last. */
const MOST_KEPT = 100_000;
let books: readonly Book[] = [];

/**
 * Every company of the portfolio. Pages of one list and letters of one search ask for it again and again: as long as
 * nothing was scored meanwhile, what was read before is given.
 */
export async function bookOf({ db, portalId }: Reader): Promise<readonly PortfolioEntry[]> {
  const stamp = await stampOfEntries(db, portalId);
  const isOurs = (book: Book) => book.db === db && book.portalId === portalId;
  const known = books.find((book) => isOurs(book) && book.stamp === stamp);
  const entries = known?.entries ?? (await loadEntries(db, portalId)).map(entryOf);
  let kept = 0;
  books = [{ db, portalId, stamp, entries }, ...books.filter((book) => !isOurs(book))].filter(
    (book) => (kept += book.entries.length) <= MOST_KEPT,
  );
  return entries;
}

function entryOf({ asOf, ...stored }: StoredEntry): PortfolioEntry {
  const { risk, arr, renewsAt, name, companyId } = stored;
  return {
    ...stored,
    name: name ?? companyId,
    band: stored.band as Band,
    priority: risk === null ? 0 : queuePriority({ risk, arr, renewsAt, asOf }),
  };
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
