import { refreshNoted } from '../../pipeline/refresh.ts';
import { alertOnFalls, type Step } from './step.ts';

/** Until what a source shows late is looked for again. */
const AGAIN_SECONDS = 90;

export const refreshStep: Step = async ({ portalId }, context) => {
  const { deps, signal } = context;
  const { companies, late } = await refreshNoted(deps, signal);
  if (companies > 0) await alertOnFalls(context);
  return late === 0 ? null : { portalId, kind: 'refresh', again: true, delaySeconds: AGAIN_SECONDS };
};
