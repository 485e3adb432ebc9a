import { BAND_EDGES, type BandEdges } from '../../insights/backtest/counts.ts';
import { type Model } from '../../scoring/index.ts';

/** The scores from which a model calls a customer red no longer, and green. */
export function edgesOf({ bands }: Model): BandEdges {
  const start = (band: string, shipped: number) => bands.find(({ id }) => id === band)?.from ?? shipped;
  return { redBelow: start('orange', BAND_EDGES.redBelow), greenFrom: start('green', BAND_EDGES.greenFrom) };
}
