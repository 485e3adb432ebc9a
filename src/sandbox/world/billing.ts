import { dayFromNumber } from '../../model/day.ts';
import { addMonths, type Calendar, dayOfMonth, knownDay } from './calendar.ts';
import { FREE_MAIL_DOMAINS } from './names.ts';
import { healthOn, type Latent } from './health.ts';
import { levelAt } from './level-at.ts';
import { VALUE } from './levels.ts';
import { lastDay, type Outcome } from './outcome.ts';
import { BILLING, SEGMENTS, type Segment } from './parameters.ts';
import { type Random } from './random.ts';
import { type SeatChange, seatsOn } from './seats.ts';
import { type WorldCompany, type WorldInvoice } from './types.ts';

/** Terms agreed with a customer. */
export interface BillingPlan {
  readonly months: 1 | 12;
  /** Days to pay; 0: the card is charged on issue. */
  readonly terms: number;
  readonly unitAmountMinor: number;
  readonly autoRenew: boolean;
  /** First day of the contract; bills fall on its day of the month. */
  readonly anchor: number;
  /** Due day from which an involuntary churner pays nothing. */
  readonly defaultsFrom: number | null;
}

/** Moves a day that some months do not have to the 28th, so that billing days never drift. */
export function billableDay(day: number): number {
  return day - Math.max(0, dayOfMonth(day) - 28);
}

/**
 * Issue day of the invoice an involuntary churner never pays: overdue by the table's days at churn. Drawn again
 * while it falls on a day that some months do not have.
 */
function drawUnpaidIssue(random: Random, churn: number, terms: number): number {
  for (;;) {
    const issue = churn - random.integer(...BILLING.involuntaryOverdue) - terms;
    if (dayOfMonth(issue) <= 28) return issue;
  }
}

/** The day at or before `since` that lies whole billing periods before `issue`. */
function alignedStart(since: number, issue: number, months: number): number {
  let start = issue;
  for (let periods = 1; start > since; periods += 1) start = addMonths(issue, -periods * months);
  return start;
}

export function drawBillingPlan(
  random: Random,
  segment: Segment,
  since: number,
  { outcome, fit }: Latent,
): BillingPlan {
  const { monthlyBilling, paymentTerms, seatPrice } = SEGMENTS[segment];
  const { value } = fit.sides;
  const months = random.chance(monthlyBilling * levelAt(VALUE.monthlyBilling, value)) ? 1 : 12;
  const terms = random.pick(paymentTerms);
  const monthly = Math.round(random.uniform(...seatPrice) / 100) * 100;
  const unitAmountMinor = months === 1 ? monthly : Math.round(monthly * 12 * BILLING.yearlyDiscount);
  const agreed = {
    months,
    terms,
    unitAmountMinor,
    autoRenew: random.chance(levelAt(VALUE.autoRenew, value)),
  } as const;
  if (outcome.kind !== 'involuntary' || outcome.churn === null) {
    return { ...agreed, anchor: billableDay(since), defaultsFrom: null };
  }
  const issue = drawUnpaidIssue(random, outcome.churn, terms);
  return { ...agreed, anchor: alignedStart(since, issue, months), defaultsFrom: issue + terms };
}

interface Bill {
  readonly issued: number;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly seats: number;
  readonly amountMinor: number;
}

/** Regular bills, plus the part-period bill for seats a yearly customer buys in between. */
function billsOf(plan: BillingPlan, seats: readonly SeatChange[], until: number): Bill[] {
  const bills: Bill[] = [];
  for (let period = 0; ; period += 1) {
    const periodStart = addMonths(plan.anchor, period * plan.months);
    if (periodStart > until) break;
    const periodEnd = addMonths(plan.anchor, (period + 1) * plan.months);
    const billed = seatsOn(seats, periodStart);
    const amountMinor = billed * plan.unitAmountMinor;
    bills.push({ issued: periodStart, periodStart, periodEnd, seats: billed, amountMinor });
    if (plan.months === 12) bills.push(...additions(plan, seats, { periodStart, periodEnd, until }));
  }
  return bills;
}

function additions(
  plan: BillingPlan,
  seats: readonly SeatChange[],
  { periodStart, periodEnd, until }: { periodStart: number; periodEnd: number; until: number },
): Bill[] {
  return seats.flatMap((change, index) => {
    const added = change.seats - (seats[index - 1]?.seats ?? change.seats);
    const inside = change.day > periodStart && change.day < Math.min(periodEnd, until + 1);
    if (!inside || added <= 0) return [];
    const share = (periodEnd - change.day) / (periodEnd - periodStart);
    const amountMinor = Math.round(added * plan.unitAmountMinor * share);
    return [{ issued: change.day, periodStart: change.day, periodEnd, seats: change.seats, amountMinor }];
  });
}

interface Payment {
  readonly paid: number | null;
  readonly failed: readonly number[];
}

function retries(due: number, before: number): number[] {
  return BILLING.retryDays.map((days) => due + days).filter((day) => day < before);
}

function drawPayment(random: Random, plan: BillingPlan, due: number, lateDays: number): Payment {
  const early = plan.terms === 0 ? 0 : random.integer(0, 10);
  if (plan.defaultsFrom !== null && due >= plan.defaultsFrom) {
    return { paid: null, failed: retries(due, Infinity) };
  }
  if (lateDays > 0)
    return { paid: due + lateDays, failed: plan.terms === 0 ? retries(due, due + lateDays) : [] };
  return { paid: due - early, failed: [] };
}

/**
 * Days that a bill is paid late, 0 for most; more often and longer where the money is worth less. Only bills that fall due
 * inside the world are late, and none that an involuntary churner would still owe when the last ones come.
 */
function drawLateDays(random: Random, { calendar, plan, latent }: InvoiceSetting, due: number): number {
  const { value } = healthOn(latent, due);
  const happens = random.chance(levelAt(VALUE.paidLate, value));
  const days = random.integer(3, Math.round(levelAt(VALUE.lateDaysAtMost, value)));
  const settled = due + days < (plan.defaultsFrom ?? Infinity);
  return happens && due >= calendar.start && settled ? days : 0;
}

export interface InvoiceSetting {
  readonly calendar: Calendar;
  readonly plan: BillingPlan;
  readonly seats: readonly SeatChange[];
  readonly latent: Latent;
}

/** Invoices up to today, or to the day before the customer was lost. */
export function drawInvoices(random: Random, setting: InvoiceSetting, accountId: string): WorldInvoice[] {
  const { calendar, plan, seats, latent } = setting;
  const until = lastDay(latent.outcome, calendar);
  return billsOf(plan, seats, until).map((bill, index) => {
    const due = bill.issued + plan.terms;
    const payment = drawPayment(random, plan, due, drawLateDays(random, setting, due));
    const failed = payment.failed.filter((day) => day <= until);
    return {
      id: `in_${accountId.slice(5)}${String(index).padStart(4, '0')}`,
      issuedDay: dayFromNumber(bill.issued),
      dueDay: dayFromNumber(due),
      paidDay: knownDay(payment.paid, calendar),
      failedDays: failed.map(dayFromNumber),
      seats: bill.seats,
      amountMinor: bill.amountMinor,
      periodStartDay: dayFromNumber(bill.periodStart),
      periodEndDay: dayFromNumber(bill.periodEnd),
    };
  });
}

/** How the Stripe customer can be tied to the CRM; null where billing data is missing. */
export function drawBillingLink(random: Random): WorldCompany['billing']['link'] | null {
  const link = random.weighted({ metadata: 0.6, 'email-domain': 0.34, 'free-mail': 0.06 });
  return random.chance(BILLING.missing) ? null : link;
}

/** E-mail address the bills of a company go to, with or without saying whose it is. */
export function payerEmail(company: Pick<WorldCompany, 'index' | 'domain' | 'billing'>): string {
  if (company.billing.link !== 'free-mail') return `billing@${company.domain}`;
  const provider = FREE_MAIL_DOMAINS[company.index % FREE_MAIL_DOMAINS.length] ?? '';
  return `${company.domain.split('.')[0]}.billing@${provider}`;
}

/** First renewal after today, or after the customer was lost. */
export function renewalDay(plan: BillingPlan, outcome: Outcome, calendar: Calendar): string {
  const last = lastDay(outcome, calendar);
  let renewal = plan.anchor;
  for (let period = 1; renewal <= last; period += 1) {
    renewal = addMonths(plan.anchor, period * plan.months);
  }
  return dayFromNumber(renewal);
}
