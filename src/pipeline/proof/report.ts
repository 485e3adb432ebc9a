import { backtest } from '../../insights/backtest/backtest.ts';
import { renderReport } from '../../insights/report/report.ts';
import { type Locale } from '../../model/bands.ts';
import { type PipelineDeps } from '../deps.ts';
import { portalProof } from './portal-proof.ts';
import { readPanel } from './read-panel.ts';

/** The proof of a panel file as one HTML page. */
export async function reportOfFile(chunks: AsyncIterable<Uint8Array>, locale: Locale): Promise<string> {
  return renderReport({ backtest: backtest(await readPanel(chunks)), weights: null }, locale);
}

/** The proof of a portal's stored scores as one HTML page, with names and the review of the weights. */
export async function reportOfPortal(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>,
  locale: Locale,
): Promise<string> {
  const proof = await portalProof(deps);
  const nameOf = (customerId: string) => proof.outcomes.get(customerId)?.name ?? customerId;
  return renderReport({ backtest: proof.backtest, weights: proof, nameOf }, locale);
}
