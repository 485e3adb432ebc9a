import { type KpiCustomer } from '../../insights/kpis/kpi-input.ts';
import { lossReasonOf } from '../../insights/kpis/loss-reason.ts';
import { type Day, dayNumber, dayOf } from '../../model/day.ts';
import { type RecordOf } from '../../model/record.ts';
import { type RevenuePoint, revenueCurrency, revenueSeries } from '../../scoring/records/revenue.ts';
import { runs } from '../../scoring/records/subscription-end.ts';
import { customerFrom } from '../assemble/assemble.ts';
import { firstContractDay } from '../assemble/customer-spans.ts';
import { everPaid } from '../assemble/ever-paid.ts';
import { type CompanyFacts } from '../assemble/facts.ts';
import { type PipelineSettings } from '../deps.ts';
import { type JudgedSpan, judgedSpans } from './losses.ts';

/**
 * A company as the KPIs need it: a customer for each time it was one, oldest first. Bills may begin later than the
 * customer did (a yearly one comes once a year), so the first amount known is taken to have held from the start; without
 * that, the first bill would count as growth.
 */
export function kpiCustomers(
  facts: CompanyFacts,
  until: Day,
  settings: Pick<PipelineSettings, 'exchange' | 'lossReasons'> = {},
): KpiCustomer[] {
  const { company, records } = facts;
  const { exchange = null, lossReasons } = settings;
  const series = revenueSeries(records, dayNumber(until), exchange);
  const hasNoRate = isWithoutRate(facts, series);
  const currency = revenueCurrency(records, dayNumber(until), exchange);
  const spans = judgedSpans(facts, until);
  const lostOn = spans.map(({ span }) => (span.until !== null && span.until <= until ? span.until : null));
  const lastLoss = lostOn.findLastIndex((lost) => lost !== null);
  return spans.map((span, index) => {
    const lostBefore = spans[index - 1]?.span.until ?? '';
    const own = seriesOf(
      span,
      series.filter(({ at }) => at > lostBefore),
      facts,
    );
    const begin = beginOf(span, facts, own);
    const from = begin.customerFrom;
    return {
      companyId: company.companyId,
      segment: company.segment,
      ...begin,
      lostOn: lostOn[index]!,
      // The CRM has room for one reason: it is the one of the last time.
      lossReason:
        index !== lastLoss || lossReasons === undefined
          ? null
          : lossReasonOf(company.healthProperties[lossReasons.property], lossReasons.meanings),
      mrr: hasNoRate
        ? null
        : own.map(({ at, amount }, step) => ({
            from: step === 0 && from !== null && from < at ? from : at,
            amount,
          })),
      onboarding: onboarding(records.progress ?? [], span),
      nps: answers(records.survey ?? [], 'nps', span),
      csat: answers(records.survey ?? [], 'csat', span),
      currency,
    };
  });
}

/**
 * What one time as a customer brought, from each day on. The days without a contract before a late renewal are no fall
 * and no rise: what was paid before them holds.
 */
function seriesOf(
  { span, from, to }: JudgedSpan,
  series: readonly RevenuePoint[],
  { records }: CompanyFacts,
): RevenuePoint[] {
  const subscriptions = records.subscription ?? [];
  const isBetweenContracts = ({ at, amount }: RevenuePoint) =>
    amount === 0 &&
    at > span.from &&
    (span.until === null || at < span.until) &&
    !subscriptions.some((each) => runs(each, dayNumber(at)));
  const held = series.findLast(({ at }) => at <= from);
  const own = series.filter((point) => point.at > from && point.at <= to && !isBetweenContracts(point));
  return from === '' || held === undefined || held.amount === 0 ? own : [{ ...held, at: from }, ...own];
}

/** Somebody pays, but in a currency that there is no rate for. */
function isWithoutRate({ records }: CompanyFacts, series: readonly RevenuePoint[]): boolean {
  const paid = (records.invoice ?? []).some(({ monthlyAmount }) => (monthlyAmount ?? 0) > 0);
  const agreed = (records.subscription ?? []).some(({ monthlyAmount, trial }) => !trial && monthlyAmount > 0);
  return (paid || agreed) && series.length > 0 && series.every(({ amount }) => amount === 0);
}

/**
 * A contract whose first step costs nothing is a trial: the customer begins with the first amount, if there ever is one.
 */
function beginOf(
  { span, to }: JudgedSpan,
  facts: CompanyFacts,
  series: readonly RevenuePoint[],
): Pick<KpiCustomer, 'customerFrom' | 'trialFrom'> {
  const first = series[0];
  if (first?.amount === 0 && startsFree(facts, first.at)) {
    return { trialFrom: first.at, customerFrom: series.find(({ amount }) => amount > 0)?.at ?? null };
  }
  const subscriptions = facts.records.subscription ?? [];
  if (subscriptions.length > 0 && !subscriptions.some((each) => everPaid(each, facts.records))) {
    return { trialFrom: firstContractDay(facts), customerFrom: null };
  }
  return { trialFrom: null, customerFrom: span.from === '' ? customerFrom(facts, to) : span.from };
}

function startsFree({ company, records }: CompanyFacts, day: Day): boolean {
  const isFreeStep = (records.mrr ?? []).some(
    ({ points }) => points[0]?.monthlyAmount === 0 && dayOf(points[0].at) === day,
  );
  if (isFreeStep) return true;
  // A customer from before may be given free days when its bills move to another system: that is no trial.
  if (company.customerSince !== null && company.customerSince < day) return false;
  const bills = (records.invoice ?? []).filter(
    ({ issuedAt, status }) => status !== 'void' && dayOf(issuedAt) === day,
  );
  return (
    bills.length > 0 && bills.every(({ amount, monthlyAmount }) => amount <= 0 && (monthlyAmount ?? 0) <= 0)
  );
}

function onboarding(
  steps: readonly RecordOf<'progress'>[],
  { from, to }: JudgedSpan,
): KpiCustomer['onboarding'] {
  const due = steps.filter(
    ({ step, dueAt, assignedAt }) => step === 'milestone' && isIn(dayOf(dueAt ?? assignedAt), from, to),
  );
  const done = due.filter(({ doneAt }) => doneAt !== null && dayOf(doneAt) <= to);
  return due.length === 0 ? null : { done: done.length, due: due.length };
}

function answers(surveys: readonly RecordOf<'survey'>[], kind: 'nps' | 'csat', { from, to }: JudgedSpan) {
  return surveys
    .filter(({ survey, at }) => survey === kind && isIn(dayOf(at), from, to))
    .map(({ at, score }) => ({ at: dayOf(at), score }));
}

function isIn(day: Day, from: Day, to: Day): boolean {
  return day >= from && day <= to;
}
