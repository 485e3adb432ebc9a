import { type CardAction } from '../../src/model/card-actions.ts';
import { type Act, type FunctionContext, runAction, TIMEOUT_MS } from './function.ts';
import { hasService, serviceFunction } from './service.ts';

/** The time of a function from its beginning, and the part of it in which the service may answer. */
const LIMITS = { wholeMs: TIMEOUT_MS, serviceMs: 3_500 };

/**
 * What people enter belongs in the service's store at once, where there is a service. Where there is none, or it does
 * not answer, the function does it in HubSpot by itself, and the next run of the service takes it over. Both know the
 * request by the same id and the tasks by the same keys, so that doing both does it once.
 */
export function serviceFirst<Name extends CardAction>(
  action: Name,
  act: Act<Name>,
  { wholeMs, serviceMs } = LIMITS,
): (context: FunctionContext) => Promise<unknown> {
  const byService = serviceFunction(action, serviceMs);
  return async (context) => {
    const signal = AbortSignal.timeout(wholeMs);
    if (hasService()) {
      const answer = await byService(context);
      if (!isUnreachable(answer)) return answer;
    }
    return runAction(action, act, context, signal);
  };
}

function isUnreachable(answer: unknown): boolean {
  const { error } = answer as { readonly error?: { readonly code?: string } };
  return error?.code === 'upstream-unavailable';
}
