import { backtest, type Backtest, type BacktestOptions } from '../../insights/backtest/backtest.ts';
import { readPanel } from './read-panel.ts';

export { type Backtest };

/**
 * Judges the scores of a panel file (see {@link readPanel}).
 * @throws AppError `input-invalid` naming company, line and column of the first fault.
 */
export async function backtestFile(
  chunks: AsyncIterable<Uint8Array>,
  options: BacktestOptions,
): Promise<Backtest> {
  return backtest(await readPanel(chunks), options);
}
