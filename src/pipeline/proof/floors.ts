import { type Backtest } from '../../insights/backtest/backtest.ts';
import { type ProofView } from '../../model/proof.ts';

type Floor = ProofView['floors'][number];

/** Days ahead at which the floors are judged: early enough to act. */
const JUDGED_DAYS = 60;
const LEAST_RED_MULTIPLE = 3;
const LEAST_BELOW_GREEN = 2 / 3;
const MOST_GREEN = 0.8;
/** Below these a share is an accident of a few customers: it is shown, and nothing is concluded from it. */
const LEAST_RED_SCORES = 25;
const LEAST_CHURNERS = 10;

/**
 * What a score worth having reaches: red customers leave three times as often as the average, two of three who leave
 * were below green 60 to 90 days before, and not nearly everybody is green. Open (`met` null) on too few of them.
 */
export function floorsOf({ horizons, greenShare }: Backtest): Floor[] {
  const judged = horizons[JUDGED_DAYS];
  const red = judged?.redMultiple ?? null;
  const { churners = 0, belowGreen = 0 } = judged?.before ?? {};
  const below = churners === 0 ? null : belowGreen / churners;
  return [
    {
      id: 'red-multiple',
      title: {
        en: 'Red customers leave at least 3 times as often as the average within 60 days',
        es: 'Los clientes en rojo se van al menos 3 veces más que la media en 60 días',
      },
      value: red,
      bar: LEAST_RED_MULTIPLE,
      met: red === null || (judged?.red ?? 0) < LEAST_RED_SCORES ? null : red >= LEAST_RED_MULTIPLE,
    },
    {
      id: 'churners-below-green',
      title: {
        en: 'At least two of three customers who left were below green 60 to 90 days before',
        es: 'Al menos dos de cada tres clientes que se fueron estaban por debajo de verde 60 a 90 días antes',
      },
      value: below,
      bar: LEAST_BELOW_GREEN,
      met: below === null || churners < LEAST_CHURNERS ? null : below >= LEAST_BELOW_GREEN,
    },
    {
      id: 'green-share',
      title: {
        en: 'At most 80 % of the scores are green',
        es: 'Como mucho el 80 % de las puntuaciones está en verde',
      },
      value: greenShare,
      bar: MOST_GREEN,
      met: greenShare === null ? null : greenShare <= MOST_GREEN,
    },
  ];
}
