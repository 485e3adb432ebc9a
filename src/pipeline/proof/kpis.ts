import { cohortRetention } from '../../insights/kpis/cohorts.ts';
import { KPI_DEFINITIONS, kpiValues } from '../../insights/kpis/definitions.ts';
import { MOST_PERIODS } from '../../insights/kpis/kpi-book.ts';
import { type PeriodCosts } from '../../insights/kpis/kpi-input.ts';
import { kpisOf } from '../../insights/kpis/kpis.ts';
import { type CalendarPeriod, calendarPeriods } from '../../insights/kpis/periods.ts';
import { emptyTally } from '../../insights/kpis/tally-period.ts';
import { type Localised } from '../../model/bands.ts';
import { dayOf } from '../../model/day.ts';
import { type KpiGrain, type KpiId, type KpiView } from '../../model/kpi-view.ts';
import { loadKpiOverview, loadKpiPeriods } from '../../store/kpis.ts';
import { portfolioSize } from '../pages.ts';
import { currentSettings } from '../portal-settings.ts';
import { type CountedKpis, countKpis, type KpiDeps, storeKpis } from './count-kpis.ts';
import { kpiNotes } from './kpi-notes.ts';

export { MOST_PERIODS } from '../../insights/kpis/kpi-book.ts';

/** Portfolios up to this size are counted while somebody waits, where nothing is kept yet. */
const COUNTED_AT_ONCE = 2_000;

const NOT_YET: Localised = {
  en: 'The KPIs of this portfolio have not been computed yet. They are computed once a day, after the run.',
  es: 'Los KPI de esta cartera aún no se han calculado. Se calculan una vez al día, después de la ejecución.',
};

export interface KpiRequest {
  readonly grain: KpiGrain;
  /** Periods up to the day they were computed, the running one included; 36 at most. */
  readonly periods: number;
  /** What a month costs; as set in the app unless told. */
  readonly costs?: Partial<PeriodCosts>;
}

/**
 * The KPIs of S4 of a portal by period and segment, cohorts, and whom to follow up: as they were last computed, and
 * when that was. Where they never were, a small portfolio is computed at once and a large one says that it is to wait.
 */
export async function readKpis(deps: KpiDeps, request: KpiRequest): Promise<KpiView> {
  const { db, portalId } = deps;
  const kept = await loadKpiOverview(db, portalId);
  if (kept !== null) {
    const [first] = framesOf(kept.asOf, request);
    const periods = await loadKpiPeriods(db, portalId, request.grain, first?.from ?? kept.asOf);
    return viewOf(deps, { ...kept, periods }, request);
  }
  if ((await portfolioSize(deps)) <= COUNTED_AT_ONCE) {
    return viewOf(deps, await countKpis(deps), request);
  }
  return notYet(deps, request);
}

/** The same, computed and kept first. */
export async function recomputeKpis(deps: KpiDeps, request: KpiRequest): Promise<KpiView> {
  return viewOf(deps, await storeKpis(deps), request);
}

async function viewOf(deps: KpiDeps, counted: CountedKpis, request: KpiRequest): Promise<KpiView> {
  const { asOf, computedAt, overview } = counted;
  const { currency } = overview;
  const costs = await costsOf(deps, request);
  const byPeriod = Map.groupBy(
    counted.periods.filter(({ grain }) => grain === request.grain),
    ({ from }) => from,
  );
  return {
    asOf,
    computedAt,
    grain: request.grain,
    currency,
    periods: framesOf(asOf, request).map(({ from, to, months, complete }) => {
      const found = byPeriod.get(from) ?? [];
      const all = found.find(({ segment }) => segment === null)?.tally ?? emptyTally();
      const spent = {
        retention: times(costs.retention, months),
        acquisition: times(costs.acquisition, months),
      };
      return {
        from,
        // Its last day is still going on: there is no first day after it yet.
        to: complete ? to : asOf,
        complete,
        all: kpiValues(kpisOf(all, { currency, months, costs: spent })),
        segments: found
          .flatMap(({ segment, tally }) =>
            segment === null ? [] : [{ segment, kpis: kpiValues(kpisOf(tally, { currency, months })) }],
          )
          .sort((left, right) => (left.segment < right.segment ? -1 : 1)),
      };
    }),
    definitions: (Object.keys(KPI_DEFINITIONS) as KpiId[]).map((id) => {
      const { unit, title, formula } = KPI_DEFINITIONS[id];
      return { id, unit, title: { ...title }, formula: { ...formula } };
    }),
    cohorts: cohortRetention(overview.cohorts, currency).map((cohort) => ({
      ...cohort,
      retained: [...cohort.retained],
      revenueRetained: [...cohort.revenueRetained],
    })),
    followUps: overview.followUps,
    notes: kpiNotes(overview.gaps, costs),
  };
}

function notYet({ clock }: KpiDeps, { grain }: KpiRequest): KpiView {
  return {
    asOf: dayOf(clock().getTime()),
    computedAt: null,
    grain,
    currency: null,
    periods: [],
    definitions: [],
    cohorts: [],
    followUps: { total: 0, listed: [] },
    notes: [{ ...NOT_YET }],
  };
}

function framesOf(asOf: string, { grain, periods }: KpiRequest): CalendarPeriod[] {
  return calendarPeriods(grain, asOf, Math.min(MOST_PERIODS, Math.max(1, periods)));
}

/** Of a month. */
async function costsOf(deps: KpiDeps, { costs: given }: KpiRequest): Promise<PeriodCosts> {
  const { monthlyCosts } = (await currentSettings(deps)).settings;
  return {
    retention: given?.retention ?? monthlyCosts?.retention ?? null,
    acquisition: given?.acquisition ?? monthlyCosts?.acquisition ?? null,
  };
}

function times(costs: number | null, months: number): number | null {
  return costs === null ? null : costs * months;
}
