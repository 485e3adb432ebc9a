import { cohortRetention } from '../../insights/kpis/cohorts.ts';
import { KPI_DEFINITIONS, kpiValues } from '../../insights/kpis/definitions.ts';
import { type PeriodCosts } from '../../insights/kpis/kpi-input.ts';
import { kpisBySegment, kpisOf } from '../../insights/kpis/kpis.ts';
import { type CalendarPeriod, calendarPeriods } from '../../insights/kpis/periods.ts';
import { mrrOn } from '../../insights/kpis/revenue.ts';
import { type Day, dayOf } from '../../model/day.ts';
import { type KpiGrain, type KpiId, type KpiView } from '../../model/kpi-view.ts';
import { type PipelineDeps } from '../deps.ts';
import { currentSettings } from '../portal-settings.ts';
import { eachCompany } from './each-company.ts';
import { type FollowUp, followUps } from './follow-ups.ts';
import { type BilledCustomer, kpiCustomer } from './kpi-customer.ts';
import { kpiNotes } from './kpi-notes.ts';

/** Names listed; the total counts all. */
const MOST_FOLLOW_UPS = 200;

export interface KpiRequest {
  readonly grain: KpiGrain;
  /** Periods up to today, the running one included. */
  readonly periods: number;
  /** What a month costs; as set in the app unless told. */
  readonly costs?: Partial<PeriodCosts>;
}

/** The KPIs of S4 of a portal by period and segment, cohorts, and whom to follow up. Reads only. */
export async function readKpis(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'settings' | 'clock'>,
  { grain, periods, costs: given }: KpiRequest,
): Promise<KpiView> {
  const asOf = dayOf(deps.clock().getTime());
  const { customers: read, open } = await readCustomers(deps, asOf);
  const { customers, currency } = inOneCurrency(read, asOf);
  const { monthlyCosts } = (await currentSettings(deps)).settings;
  const costs = {
    retention: given?.retention ?? monthlyCosts?.retention ?? null,
    acquisition: given?.acquisition ?? monthlyCosts?.acquisition ?? null,
  };
  return {
    asOf,
    grain,
    currency,
    periods: calendarPeriods(grain, asOf, periods).map((period) => ({
      from: period.from,
      to: period.to,
      complete: period.complete,
      all: kpiValues(kpisOf(customers, period, costsOf(costs, period))),
      segments: Object.entries(kpisBySegment(customers, period)).map(([segment, kpis]) => ({
        segment,
        kpis: kpiValues(kpis),
      })),
    })),
    definitions: (Object.keys(KPI_DEFINITIONS) as KpiId[]).map((id) => {
      const { unit, title, formula } = KPI_DEFINITIONS[id];
      return { id, unit, title: { ...title }, formula: { ...formula } };
    }),
    cohorts: cohortRetention(customers, asOf).map((cohort) => ({
      ...cohort,
      retained: [...cohort.retained],
      revenueRetained: [...cohort.revenueRetained],
    })),
    followUps: {
      total: open.length,
      listed: open
        .toSorted((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0))
        .slice(0, MOST_FOLLOW_UPS),
    },
    notes: kpiNotes(read, customers, costs),
  };
}

async function readCustomers(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>,
  asOf: Day,
): Promise<{ customers: BilledCustomer[]; open: FollowUp[] }> {
  const exchange = deps.settings.exchange ?? null;
  const customers: BilledCustomer[] = [];
  const open: FollowUp[] = [];
  for await (const facts of eachCompany(deps)) {
    const customer = kpiCustomer(facts, asOf, exchange);
    customers.push(customer);
    if (customer.lostOn === null) open.push(...followUps(facts, asOf, exchange));
  }
  return { customers, open };
}

/** Without exchange rates, money of the currency that most revenue is in; that of others stays out of every sum. */
function inOneCurrency(
  customers: readonly BilledCustomer[],
  asOf: Day,
): { customers: BilledCustomer[]; currency: string | null } {
  const totals = new Map<string, number>();
  for (const customer of customers) {
    if (customer.currency === null) continue;
    totals.set(customer.currency, (totals.get(customer.currency) ?? 0) + mrrOn(customer, asOf));
  }
  const currency = [...totals].sort((left, right) => right[1] - left[1])[0]?.[0] ?? null;
  return {
    currency,
    customers: customers.map((each) => (each.currency === currency ? each : { ...each, mrr: null })),
  };
}

function costsOf({ retention, acquisition }: PeriodCosts, { months }: CalendarPeriod): PeriodCosts {
  return {
    retention: retention === null ? null : retention * months,
    acquisition: acquisition === null ? null : acquisition * months,
  };
}
