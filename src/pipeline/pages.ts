import {
  type CompanyPage,
  countCompanies,
  pageToScore,
  partEnds as partEndsOf,
} from '../store/company-pages.ts';
import { type PipelineDeps } from './deps.ts';

export { type CompanyPage } from '../store/company-pages.ts';

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>;

/** The next companies to score, in the order of their ids. */
export function companiesToScore({ db, portalId, settings }: Deps, page: CompanyPage): Promise<string[]> {
  return pageToScore(db, portalId, settings.customerStages, page);
}

/** Companies of the portal, the scale of a run's progress. */
export function portfolioSize({ db, portalId }: Deps): Promise<number> {
  return countCompanies(db, portalId);
}

/** The last companies of up to `most` parts of the portfolio, of at least so many companies each. */
export async function partEnds(
  { db, portalId }: Pick<Deps, 'db' | 'portalId'>,
  { most, least }: { most: number; least: number },
): Promise<string[]> {
  const parts = Math.min(most, Math.floor((await countCompanies(db, portalId)) / least));
  return parts < 2 ? [] : partEndsOf(db, portalId, parts);
}
