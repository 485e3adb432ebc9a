import { BAND_EDGES, type BandEdges } from '../../insights/backtest/counts.ts';
import { compareBands } from '../../scoring/bands/index.ts';
import { type Model } from '../../scoring/index.ts';

/** The scores from which a model calls a customer red no longer, and green; in whatever order its bands lie. */
export function edgesOf({ bands }: Pick<Model, 'bands'>): BandEdges {
  const aboveRed = bands.filter(({ id }) => compareBands(id, 'red') > 0).map(({ from }) => from);
  const green = bands.find(({ id }) => id === 'green');
  return { redBelow: Math.min(...aboveRed), greenFrom: green?.from ?? BAND_EDGES.greenFrom };
}
