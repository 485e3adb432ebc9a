import { pullSource } from '../../pipeline/pull.ts';
import { nextStep, progress, type Step } from './step.ts';

/** How long a portal reads before others have their turn; doubles with each turn, so that any page ends some time. */
const TURN_MS = 60_000;

/** Reads one source (the first when none is named) and goes on to the next one, at last to matching. */
export const pullStep: Step = async (job, context) => {
  const { deps, signal } = context;
  const source = deps.sources.find((each) => each.meta.id === job.source) ?? deps.sources[0];
  if (source === undefined) return nextStep(job, 'match');
  const turn = job.turn ?? 0;
  const turnOver = AbortSignal.timeout(TURN_MS * 2 ** turn);
  const outcome = await pullSource(deps, source, {
    signal: AbortSignal.any([signal, turnOver]),
    // A turn that goes on must not start over.
    full: job.run?.full === true && turn === 0,
  });
  signal.throwIfAborted();
  const goesOn = turnOver.aborted && !outcome.complete;
  const done = deps.sources.indexOf(source) + (goesOn ? 0 : 1);
  await progress({ ...job, source: source.meta.id }, context, done, deps.sources.length);
  if (goesOn) return { ...job, source: source.meta.id, turn: turn + 1 };
  const following = deps.sources[done];
  const problems = { problems: outcome.problems.length };
  if (following === undefined) return nextStep(job, 'match', problems);
  const next = nextStep(job, 'pull', problems);
  return next && { ...next, source: following.meta.id };
};
