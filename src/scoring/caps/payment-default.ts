import { oldestOverdue } from '../facts/invoices.ts';
import type { Cap } from './cap.ts';

/** An invoice is open for so long that the money may never come. */
export const paymentDefault: Cap<{ overdueDays: 'number' }> = {
  id: 'payment-default',
  title: { en: 'Payment default', es: 'Impago' },
  params: { overdueDays: 'number' },
  reason(signals, context, _dimensions, params) {
    const overdue = oldestOverdue(signals.business?.invoices ?? [], context.today);
    return overdue > params.overdueDays ? `an invoice is ${overdue} days overdue` : null;
  },
};
