import { type SourceQuality } from '../model/portal-actions.ts';
import { type SourceState } from '../model/signals.ts';

const HOUR_MS = 3_600_000;

/** What is known of a source, for the criteria. */
export interface SourceFacts {
  /** How its last pull ended; null when there was none. */
  readonly state: Pick<SourceState, 'status' | 'fetchedAt'> | null;
  /** Records read in all pulls, again where one was read again. */
  readonly read: number;
  /** Records set aside, each once. */
  readonly setAside: number;
  /** Ids of the indicators it feeds; empty where its mapping decides. */
  readonly feeds: readonly string[];
  /** Ids of the companies tied to its accounts; null for the CRM itself, whose records name their company. */
  readonly tied: ReadonlySet<string> | null;
}

/** A company with a score, and the effective weight (0–1) of each indicator in it. */
export interface ScoredCompany {
  readonly companyId: string;
  readonly weights: ReadonlyMap<string, number>;
}

/**
 * The quality of a source's data by five criteria; null for what cannot be measured yet.
 *
 * @param now milliseconds since the epoch
 */
export function sourceQuality(
  facts: SourceFacts,
  companies: readonly ScoredCompany[],
  now: number,
): SourceQuality {
  const { state, read, setAside, tied } = facts;
  const reached = companies.filter(({ companyId }) => tied === null || tied.has(companyId));
  const measurable = read > 0 && companies.length > 0;
  return {
    access: state === null ? null : state.status === 'ok' || state.status === 'stale',
    accuracy: read === 0 ? null : Math.max(0, 1 - setAside / read),
    currency:
      state?.fetchedAt === undefined ? null : Math.max(0, (now - Date.parse(state.fetchedAt)) / HOUR_MS),
    impact: measurable && facts.feeds.length > 0 ? weightOf(facts.feeds, reached) / companies.length : null,
    integration: measurable && tied !== null ? reached.length / companies.length : null,
  };
}

/** Sum over companies of the weight that these indicators have in their scores. */
function weightOf(feeds: readonly string[], companies: readonly ScoredCompany[]): number {
  const fed = new Set(feeds);
  let sum = 0;
  for (const { weights } of companies) for (const id of fed) sum += weights.get(id) ?? 0;
  return sum;
}
