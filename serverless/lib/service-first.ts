import { type CardAction } from '../../src/model/card-actions.ts';
import { type FunctionContext } from './function.ts';
import { hasService, serviceFunction } from './service.ts';

/** Leaves time to do it here when the service does not answer. */
const SERVICE_MS = 3_500;

type Main = (context: FunctionContext) => Promise<unknown>;

/**
 * What people enter belongs in the service's store at once, where there is a service. Where there is none, or it does
 * not answer, the function does it in HubSpot by itself, and the next run of the service takes it over. Both know the
 * request by the same id and the tasks by the same keys, so that doing both does it once.
 */
export function serviceFirst(action: CardAction, byItself: Main): Main {
  const byService = serviceFunction(action, SERVICE_MS);
  return async (context) => {
    if (!hasService()) return byItself(context);
    const answer = await byService(context);
    return isUnreachable(answer) ? byItself(context) : answer;
  };
}

function isUnreachable(answer: unknown): boolean {
  const { error } = answer as { readonly error?: { readonly code?: string } };
  return error?.code === 'upstream-unavailable';
}
