import { refreshNoted } from '../../pipeline/refresh.ts';
import { alertOnFalls, type Step } from './step.ts';

export const refreshStep: Step = async (_job, context) => {
  const { deps, signal } = context;
  const { companies } = await refreshNoted(deps, signal);
  if (companies > 0) await alertOnFalls(context);
  return null;
};
