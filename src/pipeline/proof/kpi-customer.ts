import { type KpiCustomer } from '../../insights/kpis/kpi-input.ts';
import { lossReasonOf } from '../../insights/kpis/loss-reason.ts';
import { type Day, dayNumber, dayOf } from '../../model/day.ts';
import { type RecordOf } from '../../model/record.ts';
import { type RevenuePoint, revenueCurrency, revenueSeries } from '../../scoring/records/revenue.ts';
import { customerFrom, lostOn } from '../assemble/assemble.ts';
import { type CompanyFacts } from '../assemble/facts.ts';
import { type PipelineSettings } from '../deps.ts';

/**
 * A company's life as the KPIs need it. Bills may begin later than the customer did (a yearly one comes once a year),
 * so the first amount known is taken to have held from the start; without that, the first bill would count as growth.
 */
export function kpiCustomer(
  facts: CompanyFacts,
  until: Day,
  settings: Pick<PipelineSettings, 'exchange' | 'lossReasons'> = {},
): KpiCustomer {
  const { company, records } = facts;
  const { exchange = null, lossReasons } = settings;
  const series = revenueSeries(records, dayNumber(until), exchange);
  const life = beginOf(facts, series);
  const ended = lostOn(facts);
  const lost = ended === null || ended > until ? null : ended;
  return {
    companyId: company.companyId,
    segment: company.segment,
    ...life,
    lostOn: lost,
    lossReason:
      lost === null || lossReasons === undefined
        ? null
        : lossReasonOf(company.healthProperties[lossReasons.property], lossReasons.meanings),
    mrr: isWithoutRate(facts, series)
      ? null
      : series.map(({ at, amount }, index) => ({
          from: index === 0 && life.customerFrom !== null && life.customerFrom < at ? life.customerFrom : at,
          amount,
        })),
    onboarding: onboarding(records.progress ?? [], until),
    nps: answers(records.survey ?? [], 'nps', until),
    csat: answers(records.survey ?? [], 'csat', until),
    currency: revenueCurrency(records, dayNumber(until), exchange),
  };
}

/** Somebody pays, but in a currency that there is no rate for. */
function isWithoutRate({ records }: CompanyFacts, series: readonly RevenuePoint[]): boolean {
  const paid = (records.invoice ?? []).some(({ monthlyAmount }) => (monthlyAmount ?? 0) > 0);
  const agreed = (records.subscription ?? []).some(({ monthlyAmount, trial }) => !trial && monthlyAmount > 0);
  return (paid || agreed) && series.length > 0 && series.every(({ amount }) => amount === 0);
}

/** A contract whose first step costs nothing is a trial: the customer begins with the first amount. */
function beginOf(
  facts: CompanyFacts,
  series: readonly RevenuePoint[],
): Pick<KpiCustomer, 'customerFrom' | 'trialFrom'> {
  const first = series[0];
  if (first?.amount === 0 && startsFree(facts, first.at)) {
    return { trialFrom: first.at, customerFrom: series.find(({ amount }) => amount > 0)?.at ?? null };
  }
  const subscriptions = facts.records.subscription ?? [];
  if (first === undefined && subscriptions.length > 0 && subscriptions.every(({ trial }) => trial)) {
    const started = subscriptions.map(({ startedAt }) => dayOf(startedAt)).sort();
    return { trialFrom: started[0] ?? null, customerFrom: null };
  }
  return { trialFrom: null, customerFrom: customerFrom(facts) };
}

function startsFree({ records }: CompanyFacts, day: Day): boolean {
  return (records.mrr ?? []).some(
    ({ points }) => points[0]?.monthlyAmount === 0 && dayOf(points[0].at) === day,
  );
}

function onboarding(steps: readonly RecordOf<'progress'>[], until: Day): KpiCustomer['onboarding'] {
  const due = steps.filter(
    ({ step, dueAt, assignedAt }) => step === 'milestone' && dayOf(dueAt ?? assignedAt) <= until,
  );
  const done = due.filter(({ doneAt }) => doneAt !== null && dayOf(doneAt) <= until);
  return due.length === 0 ? null : { done: done.length, due: due.length };
}

function answers(surveys: readonly RecordOf<'survey'>[], kind: 'nps' | 'csat', until: Day) {
  return surveys
    .filter(({ survey, at }) => survey === kind && dayOf(at) <= until)
    .map(({ at, score }) => ({ at: dayOf(at), score }));
}
