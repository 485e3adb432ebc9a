import { checkWhenDue } from '../../pipeline/proof/check.ts';
import { type Step } from './step.ts';

/** Asked for every day, checks once a week; the next run publishes the probabilities that were earned. */
export const proofStep: Step = async (_job, { deps }) => {
  const view = await checkWhenDue(deps);
  if (view !== null) {
    const { until, lost, weights } = view;
    deps.log.info({ portal: deps.portalId, until, lost, verdict: weights.verdict }, 'scores checked');
  }
  return null;
};
