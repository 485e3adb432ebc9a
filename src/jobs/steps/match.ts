import { matchPortal } from '../../pipeline/match.ts';
import { nextStep, type Step } from './step.ts';

export const matchStep: Step = async (job, { deps }) => {
  await matchPortal(deps);
  return nextStep(job, 'score');
};
