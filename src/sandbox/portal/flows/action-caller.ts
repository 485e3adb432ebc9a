import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { SANDBOX_APP } from '../options.ts';
import { actionSignatureHeaders } from '../webhooks/sign.ts';

/** How an action of an app ended. */
export interface ActionOutcome {
  /** Whether the app completes the callback later. */
  readonly isBlocked: boolean;
  readonly outputs: Readonly<Record<string, string>>;
}

const MAX_REPETITIONS = 10;
/** HubSpot takes a slower answer for none. */
const TIMEOUT_MS = 30_000;
const FAILED: ActionOutcome = { isBlocked: false, outputs: {} };

const answerSchema = z.looseObject({
  outputFields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)),
});

/**
 * Executes an action of an app: a signed POST, repeated after a 429 (when `Retry-After` says) or a 5xx, and after no
 * answer. Any other refusal is a failure for good, after which the workflow goes on, as after too many repetitions.
 *
 * @param retryMs wait before the first repetition; doubles with each
 * @throws what `signal` was aborted with
 */
export async function executeAction(
  url: string,
  body: string,
  { retryMs, signal }: { readonly retryMs: number; readonly signal: AbortSignal },
): Promise<ActionOutcome> {
  for (let repetition = 0; repetition <= MAX_REPETITIONS; repetition += 1) {
    const { outcome, waitMs } = await attempt(url, body, signal);
    if (outcome !== null) return outcome;
    await delay(waitMs ?? retryMs * 2 ** repetition, undefined, { signal });
  }
  return FAILED;
}

interface Attempt {
  /** Null: to be tried again. */
  readonly outcome: ActionOutcome | null;
  readonly waitMs?: number;
}

async function attempt(url: string, body: string, signal: AbortSignal): Promise<Attempt> {
  const headers = {
    'content-type': 'application/json',
    ...actionSignatureHeaders({ method: 'POST', url, body }, SANDBOX_APP.clientSecret),
  };
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: limit, redirect: 'manual' });
    const text = await response.text();
    if (response.ok) return { outcome: outcomeIn(text) };
    if (response.status !== 429) return { outcome: response.status >= 500 ? null : FAILED };
    const after = response.headers.get('retry-after');
    return { outcome: null, ...(after !== null && { waitMs: Number(after) * 1_000 || 0 }) };
  } catch {
    signal.throwIfAborted();
    return { outcome: null };
  }
}

function outcomeIn(text: string): ActionOutcome {
  try {
    const { outputFields } = answerSchema.parse(JSON.parse(text));
    return { isBlocked: outputFields.hs_execution_state === 'BLOCK', outputs: outputFields };
  } catch {
    return FAILED;
  }
}
