import { useEffect, useRef, useState } from 'react';
import type { CompaniesAnswer, PortfolioCompany, PortfolioQuery } from '../../../src/model/portfolio.ts';
import type { ServiceError } from '../service/call.ts';
import { serviceError, useService } from '../service/use-action.ts';

/** Whoever types is not done after every letter. */
const PAUSE_MS = 300;

interface Found {
  readonly companies: readonly PortfolioCompany[];
  readonly found: number;
  /** null: not known yet. */
  readonly total: number | null;
}

const NOTHING: Found = { companies: [], found: 0, total: null };

export interface Companies extends Found {
  readonly busy: boolean;
  /** Why the last request failed. */
  readonly error: ServiceError | null;
  /** Asks for the next page, or again after a failure. */
  readonly more: () => void;
}

/** The companies that fit, page by page; those of the query before stay until the answer is there. */
export function useCompanies(query: PortfolioQuery, isWanted = true): Companies {
  const call = useService();
  const [state, setState] = useState<Found & Pick<Companies, 'busy' | 'error'>>({
    ...NOTHING,
    busy: isWanted,
    error: null,
  });
  const latest = useRef({ request: 0, search: query.search, answered: '' });
  const wanted = JSON.stringify(query);

  async function ask(): Promise<void> {
    const request = ++latest.current.request;
    // What is shown may still be the answer to another query.
    const shown = latest.current.answered === wanted ? state.companies : [];
    setState((before) => ({ ...before, busy: true, error: null }));
    try {
      const answer = (await call('readCompanies', { ...query, offset: shown.length })) as CompaniesAnswer;
      if (request !== latest.current.request) return;
      latest.current.answered = wanted;
      setState({ ...answer, companies: [...shown, ...answer.companies], busy: false, error: null });
    } catch (thrown) {
      if (request !== latest.current.request) return;
      setState((before) => ({ ...before, busy: false, error: serviceError(thrown) }));
    }
  }

  useEffect(() => {
    if (!isWanted) {
      // An answer that is still under way is to nothing any more.
      latest.current.request += 1;
      return setState({ ...NOTHING, busy: false, error: null });
    }
    const isTyping = latest.current.search !== query.search;
    latest.current.search = query.search;
    const timer = setTimeout(() => void ask(), isTyping ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [wanted, isWanted]);

  return { ...state, more: () => void ask() };
}
