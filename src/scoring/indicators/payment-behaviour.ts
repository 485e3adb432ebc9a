import { dayNumber } from '../../model/day.ts';
import { interpolate } from '../curve.ts';
import { isWithin, type ScoringContext } from '../facts/context.ts';
import { daysLate, oldestOverdue, type Invoice } from '../facts/invoices.ts';
import { WINDOW_DAYS, weightOfWindow, windowOf } from '../facts/windows.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, days, fact } from './text.ts';

const PARAMS = { curve: 'curve', windowDays: 'number', failedChargePenalty: 'number' } as const;

/**
 * How late the customer pays, now and lately.
 * Value: `meanDaysLate` (null when nothing fell due lately), `oldestOverdueDays`, `failedCharges` (window 0).
 */
export const paymentBehaviour: Indicator<typeof PARAMS> = {
  id: 'payment-behaviour',
  title: { en: 'Payment', es: 'Pagos' },
  why: {
    en: 'Late payment means a tight budget or a product that lost its priority.',
    es: 'Pagar tarde indica un presupuesto justo o un producto que perdió prioridad.',
  },
  target: { en: 'On time', es: 'A tiempo' },
  needs: { en: 'invoices that fell due', es: 'facturas ya vencidas' },
  source: 'Pulso',
  section: 'business.invoices',
  params: PARAMS,
  plays: ['billing-conversation'],
  measure(signals, context, params) {
    const invoices = signals.business?.invoices ?? [];
    const meanDaysLate = decayedDaysLate(invoices, params.windowDays, context);
    const oldestOverdueDays = oldestOverdue(invoices, context.today);
    if (meanDaysLate === null && oldestOverdueDays === 0) return NO_DATA;
    let failedCharges = 0;
    for (const at of signals.business?.failedCharges ?? []) {
      if (isWithin(at, WINDOW_DAYS, context)) failedCharges += 1;
    }
    const worst = Math.max(meanDaysLate ?? 0, oldestOverdueDays);
    const score = interpolate(params.curve, worst) - params.failedChargePenalty * failedCharges;
    return scored(Math.max(0, score), { meanDaysLate, oldestOverdueDays, failedCharges });
  },
  describe(value, locale) {
    const spanish = locale === 'es';
    const parts: string[] = [];
    const overdue = fact(value, 'oldestOverdueDays');
    if (value.meanDaysLate !== null) {
      const late = fact(value, 'meanDaysLate');
      const onTime = spanish ? 'paga a tiempo' : 'pays on time';
      const delay = spanish ? `paga con ${days(late, locale)} de retraso` : `pays ${days(late, locale)} late`;
      parts.push(late < 0.05 ? onTime : delay);
    }
    if (overdue > 0) {
      parts.push(
        spanish
          ? `factura vencida hace ${days(overdue, locale)}`
          : `invoice ${days(overdue, locale)} overdue`,
      );
    }
    const failed = fact(value, 'failedCharges');
    if (failed > 0) {
      parts.push(
        counted(failed, locale, {
          en: ['failed charge', 'failed charges'],
          es: ['cobro fallido', 'cobros fallidos'],
        }),
      );
    }
    return parts.join(', ');
  },
};

/** Mean days late of the invoices due in the last `windowDays`, halved in weight for each window back. */
function decayedDaysLate(
  invoices: readonly Invoice[],
  windowDays: number,
  context: ScoringContext,
): number | null {
  let sum = 0;
  let weights = 0;
  for (const invoice of invoices) {
    const due = dayNumber(invoice.dueAt);
    const age = context.today - due;
    if (age < 0 || age >= windowDays) continue;
    const late = daysLate(invoice, due, context.today);
    if (late === null) continue;
    const weight = weightOfWindow(windowOf(age));
    sum += weight * late;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}
