import { provisionPortal } from '../../pipeline/provision.ts';
import { nextStep, type Step } from './step.ts';

export const provisionStep: Step = async (job, { deps }) => {
  const { drift } = await provisionPortal(deps.api, { ...deps.settings, check: false });
  return nextStep(job, 'pull', { problems: drift.length });
};
