import { refreshNoted } from '../../pipeline/refresh.ts';
import { type Step } from './step.ts';

export const refreshStep: Step = async (_job, { deps, signal }) => {
  await refreshNoted(deps, signal);
  return null;
};
