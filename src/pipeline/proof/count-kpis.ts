import { KpiBook } from '../../insights/kpis/kpi-book.ts';
import { type Day, dayOf } from '../../model/day.ts';
import { type RecordKind } from '../../model/record.ts';
import { kpisComputedAt, saveKpis, type StoredKpiOverview, type StoredKpiPeriod } from '../../store/kpis.ts';
import { type PipelineDeps } from '../deps.ts';
import { companyPages } from './each-company.ts';
import { type FollowUp, followUps } from './follow-ups.ts';
import { kpiCustomers } from './kpi-customer.ts';

/** Names listed; the total counts all. */
const MOST_FOLLOW_UPS = 200;
/** What KPIs are made of. */
const KINDS: readonly RecordKind[] = ['subscription', 'invoice', 'mrr', 'progress', 'survey', 'deal', 'task'];

export type KpiDeps = Pick<PipelineDeps, 'db' | 'portalId' | 'settings' | 'clock'>;

/** The customers of a portal, counted. */
export interface CountedKpis extends StoredKpiOverview {
  readonly periods: readonly StoredKpiPeriod[];
}

/** Counts the customers of a portal page by page. Reads only. */
export async function countKpis(deps: KpiDeps, signal?: AbortSignal): Promise<CountedKpis> {
  const now = deps.clock();
  const asOf = dayOf(now.getTime());
  const exchange = deps.settings.exchange ?? null;
  const book = new KpiBook(asOf);
  const open = new LatestFollowUps();
  for await (const page of companyPages(deps, KINDS)) {
    signal?.throwIfAborted();
    for (const facts of page) {
      const customers = kpiCustomers(facts, asOf, deps.settings);
      for (const each of customers) book.add(each);
      if (customers.at(-1)?.lostOn === null) open.add(followUps(facts, asOf, exchange));
    }
  }
  return {
    asOf,
    computedAt: now.toISOString(),
    overview: book.overview(open.latest()),
    periods: book.periodsCounted(),
  };
}

/** Counts and keeps the KPIs, for whoever reads them next. */
export async function storeKpis(deps: KpiDeps, signal?: AbortSignal): Promise<CountedKpis> {
  const counted = await countKpis(deps, signal);
  await saveKpis(deps.db, deps.portalId, counted, counted.periods);
  return counted;
}

/** The same where the kept ones are not of today; null where they are. */
export async function storeKpisWhenDue(deps: KpiDeps, signal?: AbortSignal): Promise<CountedKpis | null> {
  const today: Day = dayOf(deps.clock().getTime());
  const computedAt = await kpisComputedAt(deps.db, deps.portalId);
  return computedAt !== null && dayOf(computedAt) >= today ? null : storeKpis(deps, signal);
}

/** All are counted, the latest are kept. */
class LatestFollowUps {
  private total = 0;
  private listed: FollowUp[] = [];

  add(found: readonly FollowUp[]): void {
    this.total += found.length;
    this.listed.push(...found);
    if (this.listed.length > 2 * MOST_FOLLOW_UPS) this.listed = this.shortened();
  }

  latest(): CountedKpis['overview']['followUps'] {
    return { total: this.total, listed: this.shortened() };
  }

  private shortened(): FollowUp[] {
    return this.listed
      .toSorted((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0))
      .slice(0, MOST_FOLLOW_UPS);
  }
}
