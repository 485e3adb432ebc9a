import { selectCompanies } from '../../insights/portfolio/select.ts';
import { type PortalRequest } from '../../model/portal-actions.ts';
import { type CompaniesAnswer } from '../../model/portfolio.ts';
import { type PipelineDeps } from '../deps.ts';
import { bookOf, shownCompanies } from './book.ts';

/** A page of the companies that fit; the filters and the order are those of the whole book. */
export async function readCompanies(
  deps: PipelineDeps,
  { offset, limit, ...query }: PortalRequest<'readCompanies'>,
): Promise<CompaniesAnswer> {
  const all = await bookOf(deps);
  const found = selectCompanies(all, query);
  return {
    companies: await shownCompanies(deps, found.slice(offset, offset + limit)),
    found: found.length,
    total: all.length,
  };
}
