import { dayNumber } from '../src/model/day.ts';
import { type ScoreResult } from '../src/model/result.ts';
import { type IndicatorPanelBuilder } from '../src/insights/weights/indicator-panel-builder.ts';

export interface PanelCustomer {
  readonly companyId: string;
  readonly segment: string;
  /** Day number of the loss. */
  readonly lostOn: number;
}

/** Adds a score to a panel with what is known of the customer; a provisional one does not count. */
export function addScore(
  builder: IndicatorPanelBuilder,
  customer: PanelCustomer,
  { asOf, result }: { readonly asOf: string; readonly result: ScoreResult },
): void {
  if (result.provisional) return;
  const login = result.indicators.find(({ id }) => id === 'login-activity')?.value?.daysSinceLast;
  builder.add(
    {
      ...customer,
      asOf: dayNumber(asOf),
      score: result.score,
      arr: Number.NaN,
      pulse: Number.NaN,
      daysSinceLastLogin: typeof login === 'number' ? login : Number.NaN,
    },
    result.indicators,
  );
}
