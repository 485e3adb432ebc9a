import { withPortalSettings } from '../../pipeline/portal-settings.ts';
import { provisionPortal } from '../../pipeline/provision.ts';
import { nextStep, type Step } from './step.ts';

export const provisionStep: Step = async (job, context) => {
  const { api, settings } = await withPortalSettings(context.deps);
  const { drift } = await provisionPortal(api, { ...settings, check: false });
  return nextStep(job, 'pull', { problems: drift.length });
};
