import { forgetOld } from '../../pipeline/retention.ts';
import { type Step } from './step.ts';

export const retentionStep: Step = async (_job, { deps }) => {
  await forgetOld(deps);
  return null;
};
