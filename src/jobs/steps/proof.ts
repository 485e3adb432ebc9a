import { checkWhenDue } from '../../pipeline/proof/check.ts';
import { storeKpisWhenDue } from '../../pipeline/proof/count-kpis.ts';
import { type Step } from './step.ts';

/**
 * Asked for every day: computes the KPIs anew, and checks the scores once a week; the next run publishes the
 * probabilities that were earned.
 */
export const proofStep: Step = async (_job, { deps, signal }) => {
  const kpis = await storeKpisWhenDue(deps, signal);
  if (kpis !== null) {
    const { asOf, periods } = kpis;
    deps.log.info({ portal: deps.portalId, asOf, periods: periods.length }, 'KPIs computed');
  }
  const view = await checkWhenDue(deps, { signal });
  if (view !== null) {
    const { until, lost, weights } = view;
    deps.log.info({ portal: deps.portalId, until, lost, verdict: weights.verdict }, 'scores checked');
  }
  return null;
};
