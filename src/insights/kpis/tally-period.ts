import { addDays, type Day } from '../../model/day.ts';
import { emptyRevenue, type PeriodTally, type RevenueTally } from '../../model/kpi-tally.ts';
import { isCustomerOn, mrrOn } from './customer-on.ts';
import { type KpiCustomer, type KpiPeriod } from './kpi-input.ts';

const PROMOTER_FROM = 9;
const DETRACTOR_TO = 6;
const SATISFIED_FROM = 4;

export function emptyTally(): PeriodTally {
  return {
    customersAtStart: 0,
    customersAtEnd: 0,
    newCustomers: 0,
    lost: {},
    revenue: {},
    trials: 0,
    trialsPaid: 0,
    onboarded: 0,
    onboardingShares: 0,
    npsAnswers: 0,
    promoters: 0,
    detractors: 0,
    csatAnswers: 0,
    satisfied: 0,
  };
}

/**
 * Counts a customer in a period. What happens on its first day is of the period, what happens on `to` of the next one: it
 * starts as the day before it ended, and ends as its last day did.
 */
export function addToTally(tally: PeriodTally, customer: KpiCustomer, { from, to }: KpiPeriod): void {
  const { customerFrom, trialFrom } = customer;
  const [before, last] = [addDays(from, -1), addDays(to, -1)];
  const [atStart, atEnd] = [isCustomerOn(customer, before), isCustomerOn(customer, last)];
  tally.customersAtStart += Number(atStart);
  tally.customersAtEnd += Number(atEnd);
  if (atStart && !atEnd) {
    const reason = customer.lossReason ?? 'unknown';
    tally.lost[reason] = (tally.lost[reason] ?? 0) + 1;
  }
  if (customerFrom !== null && customerFrom >= from && customerFrom < to) addNew(tally, customer);
  if (customer.currency !== null && customer.mrr !== null) {
    addRevenue((tally.revenue[customer.currency] ??= emptyRevenue()), customer, before, last);
  }
  if (trialFrom !== null && trialFrom >= from && trialFrom < to) {
    tally.trials += 1;
    tally.trialsPaid += Number(customerFrom !== null && customerFrom < to);
  }
  addAnswers(tally, customer, { from, to });
}

/** What several groups of customers come to together. */
export function sumOfTallies(tallies: readonly PeriodTally[]): PeriodTally {
  const total = emptyTally();
  for (const tally of tallies) addCounts(total, tally);
  return total;
}

interface Counts {
  [name: string]: number | Counts;
}

/** Adds numbers of the same name, on every level. */
function addCounts(total: object, added: object): void {
  const sums = total as Counts;
  for (const [name, value] of Object.entries(added as Counts)) {
    if (typeof value !== 'number') addCounts((sums[name] ??= {}) as Counts, value);
    else sums[name] = ((sums[name] ?? 0) as number) + value;
  }
}

/** Whether anything of the customer falls into the period. */
export function concerns(customer: KpiCustomer, { from, to }: KpiPeriod): boolean {
  const { customerFrom, lostOn, trialFrom, nps, csat } = customer;
  if (customerFrom !== null && customerFrom < to && (lostOn === null || lostOn >= from)) return true;
  if (trialFrom !== null && trialFrom >= from && trialFrom < to) return true;
  return [...nps, ...csat].some(({ at }) => at >= from && at < to);
}

function addNew(tally: PeriodTally, { onboarding }: KpiCustomer): void {
  tally.newCustomers += 1;
  if (onboarding === null || onboarding.due === 0) return;
  tally.onboarded += 1;
  tally.onboardingShares += Math.min(1, onboarding.done / onboarding.due);
}

/** Answers given after the first day's beginning and before the last day's. */
function addAnswers(tally: PeriodTally, { nps, csat }: KpiCustomer, { from, to }: KpiPeriod): void {
  for (const { at, score } of nps) {
    if (at < from || at >= to) continue;
    tally.npsAnswers += 1;
    tally.promoters += Number(score >= PROMOTER_FROM);
    tally.detractors += Number(score <= DETRACTOR_TO);
  }
  for (const { at, score } of csat) {
    if (at < from || at >= to) continue;
    tally.csatAnswers += 1;
    tally.satisfied += Number(score >= SATISFIED_FROM);
  }
}

/** From the end of one day to the end of another. */
function addRevenue(revenue: RevenueTally, customer: KpiCustomer, start: Day, end: Day): void {
  const [before, after] = [mrrOn(customer, start), mrrOn(customer, end)];
  revenue.mrrAtStart += before;
  revenue.mrrAtEnd += after;
  if (!isCustomerOn(customer, start)) {
    revenue.newMrr += after;
    return;
  }
  revenue.accounts += 1;
  if (!isCustomerOn(customer, end)) revenue.churnedMrr += before;
  else if (after > before) revenue.expansionMrr += after - before;
  else revenue.contractionMrr += before - after;
}
