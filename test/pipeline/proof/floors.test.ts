import { type Backtest } from '../../../src/insights/backtest/backtest.ts';
import { floorsOf } from '../../../src/pipeline/proof/floors.ts';

function metBy(figures: { red: number; redMultiple: number | null; churners: number; belowGreen: number }) {
  const { churners, belowGreen, ...judged } = figures;
  const horizons = { 60: { ...judged, before: { churners, belowGreen } } };
  return floorsOf({ horizons, greenShare: 0.81 } as unknown as Backtest).map(({ met }) => met);
}

test('floors are met or missed on enough scores', () => {
  expect(metBy({ red: 30, redMultiple: 3, churners: 12, belowGreen: 8 })).toEqual([true, true, false]);
  expect(metBy({ red: 30, redMultiple: 2.9, churners: 12, belowGreen: 7 })).toEqual([false, false, false]);
});

test('nothing is concluded from a few red scores or a few losses, however striking', () => {
  expect(metBy({ red: 2, redMultiple: 28.7, churners: 6, belowGreen: 6 })).toEqual([null, null, false]);
  expect(metBy({ red: 0, redMultiple: null, churners: 0, belowGreen: 0 })).toEqual([null, null, false]);
});
